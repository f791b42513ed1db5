"""Where the comparison, notes, front and files of a scenario are."""

from django.urls import path

from samstyring.portfolio.views import scenario_asides, scenario_comparison, scenario_files

SCENARIO = "portefolje/scenarioer/<int:scenario>/"

urlpatterns = [
    path(f"{SCENARIO}sammenlign/", scenario_comparison.compare, name="scenario_compare"),
    path(f"{SCENARIO}notat/", scenario_asides.write_note, name="scenario_note"),
    path(f"{SCENARIO}front/", scenario_asides.start_front, name="start_front"),
    path(f"{SCENARIO}front/avbryt/", scenario_asides.stop_front, name="stop_front"),
    path(f"{SCENARIO}front/framdrift/", scenario_asides.front_progress, name="front_progress"),
    path(f"{SCENARIO}figur/", scenario_files.figure, name="scenario_figure_file"),
    path(f"{SCENARIO}excel/", scenario_files.workbook, name="scenario_xlsx_file"),
    path(
        "portefolje/forslag/<int:recommendation>/figur/",
        scenario_files.frozen_figure,
        name="recommendation_figure_file",
    ),
    path(
        "portefolje/forslag/<int:recommendation>/excel/",
        scenario_files.frozen_workbook,
        name="recommendation_xlsx_file",
    ),
]
