"""Where somebody is invited to one item, and where the invited person reads it."""

from django.urls import path

from samstyring.casework.views import invitations

item = "moter/punkt/<int:item_id>/"
urlpatterns = [
    path(item + "inviter/", invitations.invite, name="invite"),
    path(item + "invitasjon/<int:invitation_id>/trekk/", invitations.withdraw, name="invitation_withdraw"),
    path(item + "invitasjon/<int:invitation_id>/mott/", invitations.came, name="invitation_came"),
    path("invitasjon/<int:invitation_id>/", invitations.invitation, name="invitation"),
    path(
        "invitasjon/<int:invitation_id>/vedlegg/<int:attachment_id>/",
        invitations.attachment,
        name="invitation_attachment",
    ),
]
