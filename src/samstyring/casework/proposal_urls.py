"""Where proposed cases are."""

from django.urls import path

from samstyring.casework.views import proposals

urlpatterns = [
    path("saker/innmeldt/", proposals.proposals, name="proposals"),
    path("saker/innmeldt/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("saker/innmeldt/<int:proposal_id>/ta-inn/", proposals.take_in, name="proposal_take_in"),
]
