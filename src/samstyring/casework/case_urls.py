"""Where the pages of cases and their papers are."""

from django.urls import path

from samstyring.casework.views import anchoring, attachments, cases, checklists, papers, route

urlpatterns = [
    path("saker/", cases.cases, name="cases"),
    path("saker/ny/", cases.open_case, name="case_new"),
    path("saker/<int:case_id>/", cases.case, name="case"),
    path("saker/<int:case_id>/historikk/", cases.story, name="case_history"),
    path("saker/<int:case_id>/rediger/", cases.change, name="case_edit"),
    path("saker/<int:case_id>/vei/", route.lay, name="case_route"),
    path("saker/<int:case_id>/relatert/", cases.relate, name="case_relate"),
    path("saker/<int:case_id>/relatert/<int:relation_id>/fjern/", cases.unrelate, name="case_unrelate"),
    path("saker/<int:case_id>/saksframlegg/", papers.write, name="paper_write"),
    path("saker/<int:case_id>/saksframlegg/<int:version>/", papers.read, name="paper"),
    path("saker/<int:case_id>/sammenlign/", papers.compare, name="paper_compare"),
    path("saker/<int:case_id>/forankring/parter/", anchoring.parties, name="anchoring_parties"),
    path("saker/<int:case_id>/forankring/endring/", anchoring.scope, name="anchoring_scope"),
    path("saker/<int:case_id>/forankring/be-om-svar/", anchoring.ask, name="anchoring_ask"),
    path("saker/<int:case_id>/forankring/ga-videre/", anchoring.go_on, name="anchoring_go_on"),
    path("saker/<int:case_id>/forankring/<int:affected_id>/", anchoring.answer, name="anchoring_answer"),
    path("saker/sjekklister/", checklists.choose, name="checklists"),
    path("saker/<int:case_id>/sjekkliste/", checklists.answer, name="checklist"),
    path("saker/<int:case_id>/vedlegg/nytt/", attachments.attach, name="attachment_new"),
    path(
        "saker/<int:case_id>/vedlegg/<int:attachment_id>/ny-versjon/", attachments.renew, name="attachment_renew"
    ),
    path("saker/<int:case_id>/vedlegg/<int:attachment_id>/fil/", attachments.download, name="attachment_file"),
]
