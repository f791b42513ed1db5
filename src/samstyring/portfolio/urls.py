"""Every address of the portfolio: sheets and board, then scenarios and programmes."""

from samstyring.portfolio import programme_urls, sheet_urls

app_name = "portfolio"
urlpatterns = [*sheet_urls.urlpatterns, *programme_urls.urlpatterns]
