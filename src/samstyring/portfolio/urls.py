"""Every address of the portfolio: sheets and board, scenarios and programmes, strategies and measures."""

from samstyring.portfolio import (
    adoption_urls,
    exchange_urls,
    programme_urls,
    road_urls,
    sheet_urls,
    strategy_urls,
    workbench_urls,
)

app_name = "portfolio"
# First, for their words would else be taken for a project's key.
urlpatterns = [
    *exchange_urls.urlpatterns,
    *sheet_urls.urlpatterns,
    *workbench_urls.urlpatterns,
    *programme_urls.urlpatterns,
    *road_urls.urlpatterns,
    *strategy_urls.urlpatterns,
    *adoption_urls.urlpatterns,
]
