"""Where people are invited to an account, and where they come in by the link they were sent."""

from django.urls import path

from samstyring.partnership.views import accounts

entrance = path("konto/invitasjon/<str:token>/", accounts.enter, name="account_enter")
urls = [
    path("<slug:partnership>/kontoer/", accounts.accounts, name="accounts"),
    path("<slug:partnership>/kontoer/<int:member>/inviter/", accounts.invite, name="account_invite"),
    path("<slug:partnership>/kontoer/<int:member>/trekk/", accounts.withdraw, name="account_withdraw"),
]
