"""What an index says: first what the statistics can say, then what it means for the goal.

The two are different questions. Most published intervals straddle zero: then nothing certain can
be said about the change, though the estimate is still on one side of the goal. A lamp that is red
or green would hide that.

Limits are never rounded before they are judged. Bergen's 12 months to April 2026 were published as
3.6 (0.0 to 7.2), where the lower limit is 0.0016: traffic did increase.

Source: Statens vegvesen, github snohan/byindeks at e1b8aa4 (``city_index_report.qmd``), for the first
question. The second keeps to the agreements: the goal is no growth from the reference to the end of
the agreement, and it is judged for the whole of that time, not year by year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .refusal import NotComputable

Change = Literal["increase", "decrease", "uncertain"]
Goal = Literal["reached", "missed"]

# A change of no more than this, in per cent, is called slight.
SLIGHT = 1.0


@dataclass(frozen=True)
class Verdict:
    """Both answers.

    Attributes
    ----------
    change : "increase", "decrease" or "uncertain"
        What the interval allows to be said.
    slight : bool
        The estimate is at most one per cent from no change.
    goal : "reached" or "missed"
        On which side of no growth the estimate lies.
    certain : bool
        The whole interval lies on that side.
    final : bool
        The agreement has run out; until then the goal is on or off its way.
    """

    change: Change
    slight: bool
    goal: Goal
    certain: bool
    final: bool

    @property
    def statistics(self) -> str:
        """What the statistics can say, in a bokmål sentence."""
        if self.change == "uncertain":
            return "Det kan ikke sies sikkert om trafikken har økt eller gått ned: den er om lag på samme nivå."
        word = "økt" if self.change == "increase" else "gått ned"
        return f"Trafikken har {word}{' svakt' if self.slight else ''}."

    @property
    def meaning(self) -> str:
        """What it means for the goal of the whole agreement, in a bokmål sentence."""
        if self.final:
            told = "er nådd" if self.goal == "reached" else "er ikke nådd"
        else:
            told = "ligger an til å nås" if self.goal == "reached" else "ligger ikke an til å nås"
        sure = (
            "hele usikkerhetsintervallet ligger på den siden"
            if self.certain
            else "usikkerhetsintervallet går over null"
        )
        return f"Nullvekstmålet {told}, målt mot referanseåret; {sure}."


def change(lower: float, upper: float) -> Change:
    """What an interval in per cent allows to be said.

    No change at all, with no uncertainty, is not an increase and not a decrease.

    Raises
    ------
    NotComputable
        If a limit is not a number, or they are the wrong way round.
    """
    if not lower <= upper:
        raise NotComputable("limits", "", "grensene for intervallet mangler eller er byttet om")
    if lower == upper == 0.0:
        return "uncertain"
    return "increase" if lower >= 0.0 else "decrease" if upper <= 0.0 else "uncertain"


def judge(p: float, lower: float, upper: float, *, final: bool = False) -> Verdict:
    """Judge an unrounded estimate and its unrounded interval, in per cent from the reference year.

    Examples
    --------
    >>> found = judge(3.577394, 0.001570, 7.153219)
    >>> found.change, found.goal, found.certain
    ('increase', 'missed', True)
    >>> judge(0.8, -2.2, 3.8).statistics
    'Det kan ikke sies sikkert om trafikken har økt eller gått ned: den er om lag på samme nivå.'
    """
    said = change(lower, upper)
    if not lower <= p <= upper:
        raise NotComputable("limits", "", "anslaget ligger utenfor sitt eget intervall")
    goal: Goal = "reached" if p <= 0.0 else "missed"
    certain = upper <= 0.0 if goal == "reached" else lower > 0.0
    return Verdict(said, abs(p) <= SLIGHT, goal, certain, final)
