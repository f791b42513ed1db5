"""The calculations of a scenario, worked outside the request: they can be watched, left and stopped."""

from django_tasks import task

from samstyring.portfolio import pulse
from samstyring.portfolio.analysis import planning

SEARCHING, EXPLAINING = planning.SEARCHING, planning.EXPLAINING


@task()
def calculate(analysis_id):
    """Balance a scenario's problem, show the plan, and explain every project's place while it is read."""
    pulse.work(analysis_id, SEARCHING, planning.work)
