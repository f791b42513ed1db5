"""Where elections are held."""

from django.urls import path

from samstyring.casework.views import elections

election = "valg/<int:election_id>/"
urlpatterns = [
    path("organisering/<slug:forum>/valg/nytt/", elections.hold, name="election_new"),
    path(election, elections.election, name="election"),
    path(election + "<int:candidate_id>/stryk/", elections.strike, name="candidate_strike"),
    path(election + "<int:candidate_id>/valgt/", elections.choose, name="candidate_choose"),
]
