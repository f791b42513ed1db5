"""Where the pages of the follow-up list are."""

from django.urls import path

from samstyring.casework.views import followup

urlpatterns = [
    path("oppfolging/", followup.follow_ups, name="follow_ups"),
    path("oppfolging/<int:follow_up_id>/", followup.follow_up, name="follow_up"),
    path("vedtak/<int:decision_id>/oppfolging/", followup.note, name="follow_up_new"),
]
