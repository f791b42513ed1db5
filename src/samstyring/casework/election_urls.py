"""Where elections are held."""

from django.urls import path

from samstyring.casework.views import elections

case = "saker/<int:case_id>/valg/"
urlpatterns = [
    path("organisering/<slug:forum>/valg/nytt/", elections.hold, name="election_new"),
    path(case, elections.election, name="election"),
    path(case + "<int:candidate_id>/stryk/", elections.strike, name="candidate_strike"),
    path(case + "<int:candidate_id>/valgt/", elections.choose, name="candidate_choose"),
]
