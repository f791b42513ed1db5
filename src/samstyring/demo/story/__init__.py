"""The example story that lies around today: last year's programme nearly final, the next one under way.

Everything here is invented and says «eksempel». Dates are reckoned from the day the demo is loaded, so that
something is always ahead. What is done before that day is told to the history with its own date.
"""

from samstyring.demo.story import (
    ahead,
    between,
    board,
    criteria,
    last_programme,
    osloregionen,
    programme_life,
    seats,
    strategies,
)
from samstyring.demo.story.setting import Setting


def lay(today):
    """Lay the story on top of the facts."""
    setting = Setting(today)
    criteria.lay(setting)
    board.lay(setting)
    last_programme.lay(setting)
    programme_life.lay(setting)
    ahead.lay(setting)
    osloregionen.lay(setting)
    strategies.lay(setting)
    seats.lay(setting)
    between.lay(setting)
