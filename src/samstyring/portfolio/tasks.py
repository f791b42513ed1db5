"""The calculations of a scenario, worked outside the request: they can be watched, left and stopped."""

from django_tasks import task

from samstyring.portfolio import pulse
from samstyring.portfolio.analysis import fronts, planning

SEARCHING, EXPLAINING = planning.SEARCHING, planning.EXPLAINING


@task()
def calculate(analysis_id):
    """Balance a scenario's problem, show the plan, and explain every project's place while it is read."""
    pulse.work(analysis_id, SEARCHING, planning.work)


@task()
def find_front(analysis_id):
    """Find what could be had at other frames than those of the scenario."""
    pulse.work(analysis_id, fronts.COUNTING, fronts.work)
