"""What the parties adopted, word for word: who said the same, and where the words differ."""

from collections import Counter
from dataclasses import dataclass

from samstyring.casework.rules.wording import differences


@dataclass(frozen=True)
class Wording:
    """One wording, the parties that used it, and how it differs from the one most used."""

    text: str
    standings: tuple
    pieces: tuple  # ("same" | "out" | "in", text)
    is_common: bool

    @property
    def parties(self):
        return [one.party for one in self.standings]

    @property
    def reservations(self):
        return [(one.party, one.act.reservation) for one in self.standings if one.act.reservation]


def wordings(standings):
    """The wordings of those that have acted, the one most used first."""
    acted = [one for one in standings if one.act and one.act.wording]
    counts = Counter(_plain(one.act.wording) for one in acted)
    if not counts:
        return ()
    # Among wordings used as often, the first party's is the one to compare with.
    common = max(counts, key=lambda text: counts[text])
    ordered = sorted(counts, key=lambda text: (text != common, -counts[text]))
    return tuple(
        Wording(
            text,
            tuple(one for one in acted if _plain(one.act.wording) == text),
            tuple(differences(common, text)) if text != common else (("same", text),),
            text == common,
        )
        for text in ordered
    )


def points(standings):
    """[(point, [(party, its reservation)])]: the points of the document that some party deviates from."""
    told = {}
    for one in standings:
        for point in one.act.points.split(",") if one.act else ():
            if point.strip():
                told.setdefault(point.strip(), []).append((one.party, one.act.reservation))
    return sorted(told.items(), key=lambda row: _numbers_first(row[0]))


def _numbers_first(point):
    """Point 2 comes before point 10."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in point.replace(".", " ").split()]


def _plain(text):
    return " ".join(text.split())
