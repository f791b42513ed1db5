"""The paper of a scenario, from what was stored when it was calculated or frozen."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samstyring.documents import Bullets, Heading, Paper, Paragraph
from samstyring.ground.formats import clock, day
from samstyring.portfolio.analysis import grounds, results
from samstyring.portfolio.analysis.book import beside, tables


@dataclass(frozen=True)
class Book:
    """What goes into the workbook of one scenario."""

    partnership: Any
    name: str
    content: dict  # problem and basis
    stored: dict  # the result
    calculated_at: Any
    sha256: str
    notes: tuple = ()
    front: dict | None = None
    plans: tuple = ()
    compared: tuple | None = None

    def paper(self):
        """The paper, in the language that is spoken now."""
        problem, basis = self.content["problem"], self.content["basis"]
        result = results.read(problem, basis, self.stored)
        rests_on = grounds.rests_on(basis)
        return Paper(
            title=self.name,
            subtitle=_("Prioritere og balansere"),
            partnership=str(self.partnership),
            language=get_language() if get_language() in ("nb", "nn", "en") else "nb",
            mark=_("Eksempel") if basis["assumptions"] else "",
            facts=self._facts(basis, result),
            blocks=(
                Heading(_("Hva tallene hviler på")),
                *((Paragraph(rests_on),) if rests_on else ()),
                Bullets((*grounds.method(basis, problem), *grounds.flags(basis))),
                Heading(_("Regler")),
                Bullets(tuple(grounds.rule_chips(problem, basis)) or (_("Ingen utover rammene."),)),
                *tables.projects(problem, basis, result),
                *tables.money(basis, self.stored["plan"]),
                *tables.frames(basis, self.stored["plan"]),
                *tables.scores(problem, basis),
                *tables.reserve(result, self.stored),
                *tables.left_out(basis),
                *tables.distribution(basis, result),
                *(beside.front(self.front, self.plans) if self.front else ()),
                *(beside.comparison(*self.compared) if self.compared else ()),
                *beside.notes(self.notes),
            ),
            dated=self.calculated_at.date(),
            landscape=True,
        )

    def _facts(self, basis, result):
        standings = ", ".join(f"{count} {label}" for label, count in grounds.frame_standings(basis))
        return (
            (_("Beregnet"), f"{day(self.calculated_at)} {clock(self.calculated_at)}"),
            (_("Beløp i"), grounds.unit(basis)),
            (_("Bevis"), result.proof),
            (_("Rammer"), standings),
            (_("Kontrollsum SHA-256"), self.sha256),
        )
