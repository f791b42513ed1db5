"""Where scenarios are, with the inquiries into their plans, their notes, comparison and files."""

from django.urls import path

from samstyring.portfolio.views import inquiries, scenario_asides, scenario_comparison, scenario_files, scenarios

SCENARIO = "portefolje/scenarioer/<int:scenario>/"
PROPOSAL = "portefolje/forslag/<int:recommendation>/"

urlpatterns = [
    path("portefolje/scenarioer/", scenarios.scenarios, name="scenarios"),
    path("portefolje/scenarioer/nytt/", scenarios.new_scenario, name="new_scenario"),
    path(SCENARIO, scenarios.scenario, name="scenario"),
    path(f"{SCENARIO}endre/", scenarios.change_scenario, name="change_scenario"),
    path(f"{SCENARIO}beregn/", scenarios.calculate, name="calculate"),
    path(f"{SCENARIO}framdrift/", scenarios.progress, name="scenario_progress"),
    path(f"{SCENARIO}avbryt/", scenarios.stop, name="stop_calculation"),
    path(f"{SCENARIO}send/", scenarios.recommend, name="recommend"),
    path(PROPOSAL, scenarios.recommendation, name="recommendation"),
    path(
        "portefolje/forutsetninger/<int:assumptions>/fjern/",
        scenarios.remove_assumptions,
        name="remove_assumptions",
    ),
    path(f"{SCENARIO}sammenlign/", scenario_comparison.compare, name="scenario_compare"),
    path(f"{SCENARIO}notat/", scenario_asides.write_note, name="scenario_note"),
    path(f"{SCENARIO}front/", scenario_asides.start_front, name="start_front"),
    path(f"{SCENARIO}front/avbryt/", scenario_asides.stop_front, name="stop_front"),
    path(f"{SCENARIO}front/framdrift/", scenario_asides.front_progress, name="front_progress"),
    path(f"{SCENARIO}figur/", scenario_files.figure, name="scenario_figure_file"),
    path(f"{SCENARIO}excel/", scenario_files.workbook, name="scenario_xlsx_file"),
    path(f"{PROPOSAL}figur/", scenario_files.frozen_figure, name="recommendation_figure_file"),
    path(f"{PROPOSAL}excel/", scenario_files.frozen_workbook, name="recommendation_xlsx_file"),
    path("portefolje/metode/", inquiries.method, name="method"),
    path(f"{SCENARIO}robusthet/", inquiries.start_robustness, name="start_robustness"),
    path(f"{SCENARIO}usikkerhet/", inquiries.start_exposure, name="start_exposure"),
    path(f"{SCENARIO}minste-endring/", inquiries.start_rebalancing, name="start_rebalancing"),
    path(f"{SCENARIO}prov/", inquiries.start_trial, name="start_trial"),
    path(f"{SCENARIO}prov/behold/", inquiries.keep_trial, name="keep_trial"),
    path(f"{SCENARIO}prov/forkast/", inquiries.drop_trial, name="drop_trial"),
    # The last two take any word, so they come after the words that are known.
    path(f"{SCENARIO}<slug:slug>/framdrift/", inquiries.progress, name="inquiry_progress"),
    path(f"{SCENARIO}<slug:slug>/avbryt/", inquiries.stop, name="stop_inquiry"),
]
