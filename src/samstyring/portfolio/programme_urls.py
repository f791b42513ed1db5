from django.urls import path

from samstyring.portfolio.views import adoption, frames, pots, programmes, revisions, scenarios

urlpatterns = [
    path("portefolje/scenarioer/", scenarios.scenarios, name="scenarios"),
    path("portefolje/scenarioer/nytt/", scenarios.new_scenario, name="new_scenario"),
    path("portefolje/scenarioer/<int:scenario>/", scenarios.scenario, name="scenario"),
    path("portefolje/scenarioer/<int:scenario>/endre/", scenarios.change_scenario, name="change_scenario"),
    path("portefolje/scenarioer/<int:scenario>/beregn/", scenarios.calculate, name="calculate"),
    path("portefolje/scenarioer/<int:scenario>/framdrift/", scenarios.progress, name="scenario_progress"),
    path("portefolje/scenarioer/<int:scenario>/avbryt/", scenarios.stop, name="stop_calculation"),
    path("portefolje/scenarioer/<int:scenario>/send/", scenarios.recommend, name="recommend"),
    path("portefolje/forslag/<int:recommendation>/", scenarios.recommendation, name="recommendation"),
    path(
        "portefolje/forutsetninger/<int:assumptions>/fjern/",
        scenarios.remove_assumptions,
        name="remove_assumptions",
    ),
    path("handlingsprogram/", programmes.programmes, name="programmes"),
    path("handlingsprogram/rammer/", frames.frames, name="frames"),
    path("handlingsprogram/prisindeks/", frames.price_index, name="price_index"),
    path("handlingsprogram/regel-for-revisjon/", revisions.rule, name="revision_rule"),
    path("handlingsprogram/<int:programme>/", programmes.programme, name="programme"),
    path("handlingsprogram/<int:programme>/sammenlign/", revisions.compare, name="programme_compare"),
    path("handlingsprogram/<int:programme>/ny-versjon/", revisions.revise, name="programme_revise"),
    path("handlingsprogram/<int:programme>/hovedrevisjon/", revisions.make_main, name="programme_make_main"),
    path("handlingsprogram/<int:programme>/pott/<int:pot>/", pots.pot_page, name="programme_pot"),
    path(
        "handlingsprogram/<int:programme>/pott/<int:pot>/<int:release>/ta-tilbake/",
        pots.take_back,
        name="pot_take_back",
    ),
    path("handlingsprogram/<int:programme>/pdf/", programmes.as_file, name="programme_pdf"),
    path(
        "handlingsprogram/<int:programme>/word/",
        programmes.as_file,
        {"file_format": "docx"},
        name="programme_docx",
    ),
    path(
        "handlingsprogram/<int:programme>/excel/",
        programmes.as_file,
        {"file_format": "xlsx"},
        name="programme_xlsx",
    ),
    path("handlingsprogram/<int:programme>/ordlyd/", adoption.wordings, name="programme_wordings"),
    path("handlingsprogram/<int:programme>/linjer/", programmes.rows, name="programme_rows"),
    path("handlingsprogram/<int:programme>/linjer/<int:line>/", programmes.row, name="programme_row"),
]
