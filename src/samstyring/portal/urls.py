"""Where the open pages are. An address given out once stays."""

from django.urls import path

from samstyring.portal import feeds
from samstyring.portal.views import agreements, cases, front, meetings, programmes, projects, strategies

app_name = "portal"
urlpatterns = [
    path("<slug:partnership>/", front.home, name="home"),
    path("<slug:partnership>/moter/", meetings.meetings, name="meetings"),
    path("<slug:partnership>/moter/<int:meeting>/", meetings.meeting, name="meeting"),
    path("<slug:partnership>/saker/<int:case>/", cases.case, name="case"),
    path("<slug:partnership>/saker/<int:case>/saksframlegg/<int:version>/", cases.case, name="paper_version"),
    path("<slug:partnership>/saker/<int:case>/vedlegg/<int:attachment>/", cases.paper, name="paper"),
    path("<slug:partnership>/vedtak/<int:decision>/", cases.decision, name="decision"),
    path("<slug:partnership>/vedtak.atom", feeds.decisions, name="decisions_feed"),
    path("<slug:partnership>/handlingsprogram/", programmes.programmes, name="programmes"),
    path("<slug:partnership>/handlingsprogram/<int:programme>/", programmes.programme, name="programme"),
    path("<slug:partnership>/handlingsprogram/<int:programme>/pdf/", programmes.as_file, name="programme_pdf"),
    path(
        "<slug:partnership>/handlingsprogram/<int:programme>/word/",
        programmes.as_file,
        {"file_format": "docx"},
        name="programme_docx",
    ),
    path(
        "<slug:partnership>/handlingsprogram/<int:programme>/excel/",
        programmes.as_file,
        {"file_format": "xlsx"},
        name="programme_xlsx",
    ),
    path("<slug:partnership>/avtalen/", agreements.agreements, name="agreements"),
    path("<slug:partnership>/strategi/", strategies.strategies, name="strategies"),
    path("<slug:partnership>/strategi/<int:strategy>/", strategies.strategy, name="strategy"),
    path("<slug:partnership>/strategi/<int:strategy>/pdf/", strategies.as_file, name="strategy_pdf"),
    path(
        "<slug:partnership>/strategi/<int:strategy>/word/",
        strategies.as_file,
        {"file_format": "docx"},
        name="strategy_docx",
    ),
    path(
        "<slug:partnership>/strategi/<int:strategy>/excel/",
        strategies.as_file,
        {"file_format": "xlsx"},
        name="strategy_xlsx",
    ),
    path("<slug:partnership>/prosjekter/", projects.projects, name="projects"),
    path("<slug:partnership>/prosjekter/<slug:key>/", projects.project, name="project"),
]
