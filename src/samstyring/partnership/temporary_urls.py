"""Where temporary groups are: the list, each with its page, and the acts on them."""

from django.urls import path

from samstyring.partnership.views import temporary

group = "<slug:partnership>/grupper/<slug:forum>/"
urls = [
    path("<slug:partnership>/grupper/", temporary.groups, name="temporary_groups"),
    path("<slug:partnership>/ny-gruppe/", temporary.set_up, name="temporary_new"),
    path(group, temporary.group, name="temporary_group"),
    path(group + "varighet/", temporary.let_last, name="temporary_lasting"),
    path(group + "avslutt/", temporary.close, name="temporary_close"),
    path(group + "leveranse/", temporary.deliver, name="temporary_deliver"),
    path(group + "leveranse/<int:delivered>/fil/", temporary.delivery_file, name="temporary_file"),
]
