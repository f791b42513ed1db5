"""Where project sheets and the lines of a programme go out to Excel and come in again."""

from django.urls import path

from samstyring.portfolio.views import exchange, programme_exchange

urlpatterns = [
    path("prosjekter/excel/", exchange.projects_workbook, name="projects_workbook"),
    path("prosjekter/hent-inn/", exchange.import_sheets, name="import_sheets"),
    path("prosjekter/hent-inn/lagre/", exchange.confirm_import, name="confirm_import"),
    path("prosjekter/<slug:key>/excel/", exchange.project_workbook, name="project_workbook"),
    path(
        "handlingsprogram/<int:programme>/arbeidsbok/",
        programme_exchange.programme_lines_workbook,
        name="programme_lines_workbook",
    ),
    path(
        "handlingsprogram/<int:programme>/hent-inn/", programme_exchange.import_programme, name="import_programme"
    ),
    path(
        "handlingsprogram/<int:programme>/hent-inn/lagre/",
        programme_exchange.confirm_programme_import,
        name="confirm_programme_import",
    ),
]
