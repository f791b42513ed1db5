"""Where the partnerships, their organisation and their mandates are."""

from django.urls import path

from samstyring.partnership import (
    account_urls,
    adapting_urls,
    organisation_urls,
    seat_urls,
    serving_urls,
    temporary_urls,
)
from samstyring.partnership.views import front, house_styles, mandates, organisation, people, starting

app_name = "partnership"
urlpatterns = [
    path("", front.front, name="front"),
    path("nytt-samarbeid/", starting.first_step, name="start"),
    path("nytt-samarbeid/maler/", starting.on_offer, name="templates"),
    path("nytt-samarbeid/<slug:step>/", starting.step, name="start_step"),
    account_urls.entrance,
    serving_urls.across,
    path("<slug:partnership>/", front.home, name="home"),
    *organisation_urls.urls,
    *adapting_urls.urls,
    *serving_urls.urls,
    *account_urls.urls,
    *seat_urls.urls,
    *temporary_urls.urls,
    path("<slug:partnership>/organisering/", organisation.organisation, name="organisation"),
    path("<slug:partnership>/organisering/mandat/<int:mandate>/", mandates.mandate, name="mandate"),
    path("<slug:partnership>/organisering/husstil/", house_styles.house_style, name="house_style"),
    path("<slug:partnership>/organisering/husstil/fil/", house_styles.house_style_file, name="house_style_file"),
    path("<slug:partnership>/organisering/<slug:forum>/", organisation.forum, name="forum"),
    path("<slug:partnership>/organisering/<slug:forum>/nytt-mandat/", mandates.draft, name="draft_mandate"),
    path("<slug:partnership>/organisering/<slug:forum>/ny-plass/", people.appoint, name="appoint"),
    path(
        "<slug:partnership>/organisering/<slug:forum>/plass/<int:seat>/avslutt/",
        people.end_seat,
        name="end_seat",
    ),
]
