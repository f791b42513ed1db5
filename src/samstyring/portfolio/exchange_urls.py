"""Where project sheets go out to Excel and come in again."""

from django.urls import path

from samstyring.portfolio.views import exchange

urlpatterns = [
    path("prosjekter/excel/", exchange.projects_workbook, name="projects_workbook"),
    path("prosjekter/hent-inn/", exchange.import_sheets, name="import_sheets"),
    path("prosjekter/hent-inn/lagre/", exchange.confirm_import, name="confirm_import"),
    path("prosjekter/<slug:key>/excel/", exchange.project_workbook, name="project_workbook"),
]
