"""What the portfolio becomes on paper: programmes, strategies and the year's programme."""

from samstyring.portfolio.papers.action_plans import action_plan_paper
from samstyring.portfolio.papers.programmes import programme_paper, programme_workbook, rests_on, unit
from samstyring.portfolio.papers.strategies import strategy_paper

__all__ = ["action_plan_paper", "programme_paper", "programme_workbook", "rests_on", "strategy_paper", "unit"]
