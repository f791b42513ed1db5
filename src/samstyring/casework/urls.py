"""Where the pages of cases, meetings and decisions are."""

from samstyring.casework import case_urls, meeting_urls

app_name = "casework"
urlpatterns = case_urls.urlpatterns + meeting_urls.urlpatterns
