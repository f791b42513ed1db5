"""Where those who serve the partnership are named, where parties come and go, and where several are followed."""

from django.urls import path

from samstyring.partnership.views import party_changes, serving

across = path("pa-tvers/", serving.across, name="across")
urls = [
    path("<slug:partnership>/roller/", serving.roles, name="roles"),
    path("<slug:partnership>/roller/ny/", serving.give, name="give_role"),
    path("<slug:partnership>/roller/<int:partnership_role>/avslutt/", serving.end, name="end_role"),
    path("<slug:partnership>/parter/", party_changes.places, name="party_places"),
    path("<slug:partnership>/parter/ny-part/", party_changes.join, name="party_new"),
    path("<slug:partnership>/parter/<slug:party>/endre/", party_changes.change, name="party_change"),
    path("<slug:partnership>/parter/<slug:party>/ga-ut/", party_changes.leave, name="party_leave"),
]
