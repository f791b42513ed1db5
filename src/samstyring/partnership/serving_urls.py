"""Where those who serve the partnership are named, and where several partnerships are followed."""

from django.urls import path

from samstyring.partnership.views import serving

across = path("pa-tvers/", serving.across, name="across")
urls = [
    path("<slug:partnership>/roller/", serving.roles, name="roles"),
    path("<slug:partnership>/roller/ny/", serving.give, name="give_role"),
    path("<slug:partnership>/roller/<int:partnership_role>/avslutt/", serving.end, name="end_role"),
]
