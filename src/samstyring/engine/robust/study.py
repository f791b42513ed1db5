"""Study what holds when the parties disagree about the weights, from plans to labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .. import conflict
from ..plan import Missing
from ..portfolio import Problem
from ..search import NoPlan
from ..solve import Cancelled, Watch
from .decomposition import Progress
from .findings import findings
from .region import Method, Points
from .result import Ended, Robustness
from .stages import THOROUGH, Stages
from .weights import PartyWeights

CHALLENGES = 60


def study(
    problem: Problem,
    weights: PartyWeights,
    *,
    epsilon: float = 0.005,
    draws: int = 1000,
    method: Method | None = None,
    points: Points = "independent",
    seconds: float = 60.0,
    seed: int = 0,
    threads: int = 1,
    missing: Missing = "refuse",
    uncertain_scores: bool = False,
    challenges: int | None = None,
    relaxations: int | None = None,
    given: Mapping[str, int] | None = None,
    progress: Progress | None = None,
    published: Callable[[Robustness], None] | None = None,
    cancelled: Cancelled | None = None,
) -> Robustness:
    """Find plans for every set of weights the parties leave open, and say what they share.

    Parameters
    ----------
    problem : Problem
        Its own weights (or ranking) only say which criteria there are.
    weights : PartyWeights
        From `weights.read`, for the criteria of the problem.
    epsilon : float
        At every sampled weight the best known plan is to be proved within this share of the best.
        Plans within it of the best known are "near".
    draws : int
        Sampled weights, N.
    method, points
        How they are drawn; see `region.draw`.
    seconds : float
        Time limit. When it is reached, what is known is returned, and says so.
    seed : int
        For the draws and the solver.
    missing : "refuse", "zero" or "weights-of-known"
        What an unknown score means; see `worths.worths`.
    uncertain_scores : bool
        Draw the scores that are given as intervals together with the weights, each evenly and
        independently. Nothing is then proved but what the rules force, and `challenges` is the
        number of programmes that may be balanced at the draws; see `uncertain`. Otherwise the
        problem's `score_policy` says which point of the interval counts.
    challenges : int
        Programmes that may be balanced to settle projects that only look settled. Left out, 60
        where there are at most 60 projects, and otherwise none.
    relaxations : int
        Linear programs that may be solved for proofs. Left out, 200 for each project, and at most
        20,000.
    given : mapping of str to int
        A plan to judge: project → calendar year it starts.
    progress : callable
        Called with a stage ("corners", "samples", "proofs" or "challenges"), how many are done, and
        of how many.
    published : callable
        Called with the study as it stands, first when the corners are balanced.
    cancelled : callable
        Asked about ten times a second; when it answers True the study ends with `Stopped`.

    Returns
    -------
    Robustness

    Raises
    ------
    NoWeights
        If the statements leave no weights.
    Infeasible
        If no plan satisfies the rules and frames.
    NoPlanInTime, Stopped, NumericalTrouble
        As for `programme.balance`.
    ScoresMissing
        If scores are unknown and `missing` is "refuse".
    ProblemError
        If the weights are about other criteria, or the given plan about other projects or years.

    Notes
    -----
    The same input, seed, versions and one thread give the same study, as long as the time limit
    does not end it. The order of the projects does not matter.
    """
    count = len(problem.projects)
    if challenges is None:
        challenges = CHALLENGES if count <= THOROUGH else 0
    if relaxations is None:
        relaxations = min(20_000, 200 * count)
    work = Stages(
        problem,
        weights,
        epsilon=epsilon,
        draws=draws,
        method=method,
        points=points,
        watch=Watch.start(seconds, None, cancelled),
        seed=seed,
        threads=threads,
        uncertain=uncertain_scores,
        challenges=challenges,
        missing=missing,
        given=given,
        progress=progress or (lambda stage, done, of: None),
    )
    try:
        finished = work.corners()
    except NoPlan:
        raise conflict.find(problem, work.watch, threads=threads, seed=seed) from None
    if published is not None:
        published(findings(work, "under-way", "under-way"))
    finished = work.samples() and finished
    if published is not None:
        published(findings(work, "under-way", "under-way"))
    proofs_ended = work.proofs(relaxations)
    ended: Ended = "done" if finished and proofs_ended != "time-limit" else "time-limit"
    return findings(work, ended, proofs_ended)
