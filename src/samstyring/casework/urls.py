"""Where the pages of cases, meetings and decisions are."""

from django.urls import path

from samstyring.casework import (
    case_urls,
    election_urls,
    followup_urls,
    invitation_urls,
    meeting_urls,
    proposal_urls,
)
from samstyring.casework.views import focus

app_name = "casework"
urlpatterns = [
    *case_urls.urlpatterns,
    *proposal_urls.urlpatterns,
    *followup_urls.urlpatterns,
    *meeting_urls.urlpatterns,
    *invitation_urls.urlpatterns,
    *election_urls.urlpatterns,
    path("omrader/satsing/<int:focus_list>/fremme/", focus.put_forward, name="focus_forward"),
]
