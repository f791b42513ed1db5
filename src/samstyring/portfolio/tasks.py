"""The calculations of a scenario, worked outside the request: they can be watched, left and stopped."""

from django_tasks import task

from samstyring.portfolio import pulse
from samstyring.portfolio.analysis import exposure, fronts, planning, rebalancing, robustness, trials

SEARCHING, EXPLAINING = planning.SEARCHING, planning.EXPLAINING


@task()
def calculate(analysis_id):
    """Balance a scenario's problem, show the plan, and explain every project's place while it is read."""
    pulse.work(analysis_id, SEARCHING, planning.work)


@task()
def find_front(analysis_id):
    """Find what could be had at other frames than those of the scenario."""
    pulse.work(analysis_id, fronts.COUNTING, fronts.work)


@task()
def study_robustness(analysis_id):
    """Find what holds for every mixture of the parties' own weights."""
    pulse.work(analysis_id, robustness.BEGINNING, robustness.work)


@task()
def draw_costs(analysis_id):
    """Draw the uncertain costs of a plan many times."""
    pulse.work(analysis_id, exposure.DRAWING, exposure.work)


@task(priority=50)
def try_change(analysis_id):
    """Lay the plan again with one change, before everything else that waits."""
    pulse.work(analysis_id, trials.TRYING, trials.work)


@task()
def find_least_change(analysis_id):
    """Find how little of an adopted programme must change."""
    pulse.work(analysis_id, rebalancing.COVERING, rebalancing.work)
