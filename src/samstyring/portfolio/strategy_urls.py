"""Where the pages of strategies, measures, the year's programme and funders are."""

from django.urls import path

from samstyring.portfolio.views import action_plans, funders, measure_reports, measures, strategies, strategy_files

urlpatterns = [
    path("strategi/", strategies.strategies, name="strategies"),
    path("strategi/ny/", strategies.new_strategy, name="new_strategy"),
    path("strategi/<int:strategy>/", strategies.strategy, name="strategy"),
    path("strategi/<int:strategy>/pdf/", strategy_files.strategy_file, name="strategy_pdf"),
    path(
        "strategi/<int:strategy>/word/",
        strategy_files.strategy_file,
        {"file_format": "docx"},
        name="strategy_docx",
    ),
    path(
        "strategi/<int:strategy>/excel/",
        strategy_files.strategy_file,
        {"file_format": "xlsx"},
        name="strategy_xlsx",
    ),
    path("strategi/<int:strategy>/endre/", strategies.change_strategy, name="change_strategy"),
    path("strategi/<int:strategy>/sak/", strategies.submit_strategy, name="submit_strategy"),
    path("strategi/<int:strategy>/revisjon/", strategies.open_revision, name="open_revision"),
    path("tiltak/", measures.measures, name="measures"),
    path("tiltak/nytt/", measures.new_measure, name="new_measure"),
    path("tiltak/sak/", measures.submit_measures, name="submit_measures"),
    path("tiltak/<int:measure>/", measures.measure, name="measure"),
    path("tiltak/<int:measure>/endre/", measures.change_measure, name="change_measure"),
    path("tiltak/<int:measure>/vurdering/", measures.grade, name="grade_measure"),
    path("tiltak/<int:measure>/rapport/", measure_reports.report, name="report_measure"),
    path("tiltak/<int:measure>/part/<slug:party>/", measure_reports.landing, name="measure_landing"),
    path("oppdrag/", measure_reports.assignments, name="assignments"),
    path("oppdrag/<int:measure>/", measure_reports.assignment, name="assignment"),
    path("arsprogram/", action_plans.action_plans, name="action_plans"),
    path("arsprogram/nytt/", action_plans.new_action_plan, name="new_action_plan"),
    path("arsprogram/drift/", action_plans.operating_year, name="operating_year"),
    path("arsprogram/<int:plan>/", action_plans.action_plan, name="action_plan"),
    path("arsprogram/<int:plan>/pdf/", strategy_files.action_plan_file, name="action_plan_pdf"),
    path(
        "arsprogram/<int:plan>/word/",
        strategy_files.action_plan_file,
        {"file_format": "docx"},
        name="action_plan_docx",
    ),
    path(
        "arsprogram/<int:plan>/excel/",
        strategy_files.action_plan_file,
        {"file_format": "xlsx"},
        name="action_plan_xlsx",
    ),
    path("arsprogram/<int:plan>/linjer/", action_plans.plan_line, name="new_plan_line"),
    path("arsprogram/<int:plan>/linjer/<int:row>/", action_plans.plan_line, name="plan_line"),
    path("arsprogram/<int:plan>/sak/", action_plans.submit_action_plan, name="submit_action_plan"),
    path("finansiorer/ny/", funders.new_funder, name="new_funder"),
    path("finansiorer/<int:funder>/", funders.funder, name="funder"),
    path("finansiorer/<int:funder>/endre/", funders.change_funder, name="change_funder"),
    path("finansiorer/<int:funder>/rapport/", funders.expect_report, name="expect_report"),
    path("finansiorer/<int:funder>/rapport/<int:delivery>/", funders.deliver_report, name="deliver_report"),
    path("finansiorer/<int:funder>/rapport/<int:delivery>/fil/", funders.report_file, name="funder_report_file"),
]
