"""What the parties have done, on paper: the same for everything they adopt."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from samstyring.documents import Column, Note, Row, Strong, Table
from samstyring.ground import formats


def adoption_table(standings):
    """A row for each party: in which body, when, with what outcome and in which words."""
    return Table(
        caption=_("Hva hver part har gjort"),
        columns=(
            Column(_("Part"), width=2.2),
            Column(_("Organ"), width=1.6),
            Column(_("Dato"), width=1.7),
            Column(_("Status"), width=1.5),
            Column(_("Ordlyd"), width=3),
            Column(_("Stemmer"), width=1.3),
        ),
        rows=tuple(
            Row(
                (
                    one.party.name,
                    capfirst(str(one.requirement.body or one.requirement.get_kind_display())),
                    formats.short_day(one.act.acted_on if one.act else one.requirement.due_on),
                    one.word,
                    one.act.wording if one.act and one.act.wording else formats.DASH,
                    one.votes or formats.DASH,
                )
            )
            for one in standings
        ),
        dense=True,
    )


def reservations(standings):
    """What each party has reserved itself against, in its own words."""
    for one in standings:
        if one.act and one.act.reservation:
            yield Note((Strong(one.party.name), f": {one.act.reservation}"))
