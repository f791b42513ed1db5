from django.urls import path

from samstyring.portfolio.views import adoption, frames, pots, programmes, revisions

urlpatterns = [
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
