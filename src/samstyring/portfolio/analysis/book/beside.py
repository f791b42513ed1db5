"""The sheets about what lies beside the plan: other frames, another scenario, and what people have noted."""

from django.utils.translation import gettext as _

from samstyring.documents import Column, Row
from samstyring.ground.formats import clock, day
from samstyring.portfolio.analysis.book.tables import amount, sheet


def front(found, plans):
    """The points of the front, and the scenarios laid on it."""
    rows = [
        Row((words, amount(one["second"]), amount(one["value"]), amount(100 * one["gap"], 3), ""))
        for words, points in (
            (_("Beste plan med reglene"), found["ruled"]["points"]),
            (_("Beste plan uten reglene"), found["free"]["points"]),
        )
        for one in points
    ]
    rows += [
        Row((f"{one.letter} {one.name}", amount(one.frame), amount(one.value), "", one.note)) for one in plans
    ]
    columns = (
        Column(_("Plan")),
        Column(_("Rammer i programmet"), numeric=True),
        Column(_("Poeng"), numeric=True),
        Column(_("Kan være bedre, prosent"), numeric=True),
        Column(_("Merknad")),
    )
    caption = _("Det beste som kan oppnås ved andre rammer, med scenarioets regler og uten dem")
    return sheet(_("Ved andre rammer"), caption, columns, rows)


def comparison(mine, theirs, compared):
    """What differs between the two: facts, projects and money."""
    facts = [Row((_("Kort fortalt"), line.name, *map(amount, line.whole))) for line in compared.facts]
    inside, out = _("Inne fra %(year)s"), _("Ute")
    projects = [
        Row((_("Prosjekt"), row.name, inside % {"year": row.start}, out, "")) for row in compared.only_here
    ]
    projects += [
        Row((_("Prosjekt"), row.name, out, inside % {"year": row.start}, "")) for row in compared.only_there
    ]
    projects += [
        Row((_("Prosjekt"), one.name, str(one.here), str(one.there), one.change)) for one in compared.moved
    ]
    money = [
        Row(
            (
                f"{source}, {_('sum') if line is total else line.name}",
                _("mill. kr"),
                amount(line.here),
                amount(line.there),
                amount(line.change),
            )
        )
        for source, lines, total in compared.money
        for line in (*lines, total)
    ]
    shares = []
    for title, _head, groups in compared.distribution:
        for name, here, there, _signed in groups:
            got = [one.mnok if one else 0.0 for one in (here, there)]
            shares.append(Row((title, name, *map(amount, (*got, got[1] - got[0])))))
    columns = (
        Column(_("Hva")),
        Column(_("Navn")),
        Column(f"{mine.letter} {mine.name}", numeric=True),
        Column(f"{theirs.letter} {theirs.name}", numeric=True),
        Column(_("Forskjell"), numeric=True),
    )
    caption = _("%(here)s og %(there)s ved siden av hverandre") % {"here": mine.letter, "there": theirs.letter}
    return sheet(_("Sammenligning"), caption, columns, [*facts, *projects, *money, *shares])


def notes(written):
    """What people have noted, with who and when."""
    rows = [
        Row((f"{day(one.written_at)} {clock(one.written_at)}", str(one.written_by or _("ukjent")), one.words))
        for one in written
    ]
    columns = tuple(map(Column, (_("Når"), _("Hvem"), _("Notat"))))
    return sheet(_("Notater"), _("Notater på scenarioet"), columns, rows)
