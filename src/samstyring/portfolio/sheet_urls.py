"""Where the pages of sheets, board, criteria and assessments are."""

from django.urls import path

from samstyring.portfolio.views import (
    anchoring,
    board,
    criteria,
    documents,
    looks,
    pairs,
    party_weights,
    questions,
    sheets,
)

urlpatterns = [
    path("portefolje/", board.portfolio, name="portfolio"),
    path("portefolje/tavle/", board.board, name="board"),
    path("portefolje/vurderinger/", criteria.assessments, name="assessments"),
    path("portefolje/kriterier/", criteria.criteria, name="criteria"),
    path("portefolje/kriterier/ny/", criteria.new_criteria, name="new_criteria"),
    path("portefolje/kriterier/<int:version>/", criteria.criteria_set, name="criteria_set"),
    path("portefolje/kriterier/<int:version>/sak/", criteria.submit_criteria, name="submit_criteria"),
    path("portefolje/kriterier/<int:version>/vekter/", party_weights.party_weights, name="party_weights"),
    path(
        "portefolje/kriterier/<int:version>/vekter/<slug:party>/", party_weights.give_weights, name="give_weights"
    ),
    path("prosjekter/", sheets.projects, name="projects"),
    path("prosjekter/nytt/", sheets.new_project, name="new_project"),
    path("prosjekter/sammenlign/", pairs.compare_projects, name="compare_projects"),
    path("prosjekter/<slug:key>/", sheets.project, name="project"),
    path("prosjekter/<slug:key>/tiltak/", sheets.grow, name="grow_project"),
    path("prosjekter/<slug:key>/ark/", sheets.edit_sheet, name="edit_sheet"),
    path("prosjekter/<slug:key>/tilhorighet/", sheets.placement, name="placement"),
    path("prosjekter/<slug:key>/forskjeller/", sheets.compare, name="compare_sheets"),
    path("prosjekter/<slug:key>/dokumenter/", documents.documents, name="project_documents"),
    path("prosjekter/<slug:key>/dokumenter/<int:project_file>/", documents.document, name="project_document"),
    path("prosjekter/<slug:key>/sporsmal/", questions.questions, name="sheet_questions"),
    path("prosjekter/<slug:key>/sporsmal/<int:number>/svar/", questions.answer, name="answer_question"),
    path("prosjekter/<slug:key>/forankring/", anchoring.anchoring, name="sheet_anchoring"),
    path("prosjekter/<slug:key>/sett/", looks.sights, name="sheet_looks"),
    path("grupper/<slug:forum>/prosjekt/", looks.group_project, name="group_project"),
    path("prosjekter/<slug:key>/legg-fram/", board.submit, name="submit_sheet"),
    path("prosjekter/<slug:key>/svar/", board.answer, name="answer_submission"),
    path("prosjekter/<slug:key>/vurdering/", criteria.assess, name="assess"),
]
