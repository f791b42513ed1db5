"""The worker's side of a calculation: it is begun once, gives signs of life, can be stopped, and ends whole."""

import time

from django.utils import timezone

from samstyring.ground.models import Analysis
from samstyring.portfolio.rules import jobs

# How often the page is told how far the work has come, in seconds.
EVERY = 1.0


class Pulse:
    """Tells the page how far the work has come, and hears when somebody stops it: at most once a second."""

    def __init__(self, analysis_id):
        self.rows = Analysis.objects.filter(pk=analysis_id, status=Analysis.Status.RUNNING)
        self.told_at = self.asked_at = 0.0
        self.stop = False

    def tell(self, progress, stage):
        """Say how far the work has come, in per cent of all of it."""
        if time.monotonic() - self.told_at >= EVERY:
            self.told_at = time.monotonic()
            self.rows.update(progress=max(0, min(99, int(progress))), stage=stage, heard_at=timezone.now())

    def keep(self, result, progress, stage):
        """Lay what is known so far open to the readers, while the rest is worked on."""
        self.told_at = time.monotonic()
        self.rows.update(
            result=result, progress=max(0, min(99, int(progress))), stage=stage, heard_at=timezone.now()
        )

    def stopped(self):
        """True when somebody has stopped the work, or given it up because the worker was silent."""
        if not self.stop and time.monotonic() - self.asked_at >= EVERY:
            self.asked_at = time.monotonic()
            self.stop = not self.rows.filter(cancel_asked=False).update(heard_at=timezone.now())
        return self.stop


def work(analysis_id, stage, do):
    """Do the work of a calculation, unless it is begun already, and store how it ended.

    `do` takes the analysis and its pulse, and returns the status and the result it ends with. Work that is
    stopped by somebody ends as cancelled; work that a closing worker drops ends as interrupted.
    """
    from samstyring.engine.programme import Stopped  # The solver takes a while to import, and no page needs it.

    rows, now = Analysis.objects.filter(pk=analysis_id), timezone.now()
    if not rows.filter(status=Analysis.Status.WAITING).update(
        status=Analysis.Status.RUNNING, started_at=now, heard_at=now, stage=stage
    ):
        return
    ended = Analysis.Status.FAILED, None
    try:
        ended = do(rows.get(), Pulse(analysis_id))
    except Stopped:
        ended = Analysis.Status.CANCELLED, None
    except (SystemExit, KeyboardInterrupt):
        ended = Analysis.Status.FAILED, {"failure": jobs.WORKER_LOST}
        raise
    finally:
        status, result = ended
        rows.filter(status=Analysis.Status.RUNNING).update(
            status=status, result=result, ended_at=timezone.now(), progress=100
        )
