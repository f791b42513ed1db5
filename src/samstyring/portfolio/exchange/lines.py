"""The lines that hang on a project's row: its financing by source and year, and its answers to the checklist."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samstyring.ground import formats
from samstyring.ground.fields import MnokField
from samstyring.portfolio.exchange.columns import Column, same, tidy
from samstyring.portfolio.exchange.plan import Change
from samstyring.portfolio.rules import sheets as rules
from samstyring.portfolio.rules.sheets import ANSWERS

AMOUNT = Column("financing", "mnok", MnokField(required=False))
LONGEST_NOTE = 500


def financing(planner, row, base, now, changes, knows_base):
    """(source, its own words, year, amount) of the new version: what stood, with what somebody wrote laid over."""
    stands = dict(now.financing)
    sources = {one.pk: one for one in planner.sources}
    for line in row.financing:
        source, raw = _source(planner, line, base)
        for year, cell in sorted(line.amounts.items()):
            place = (source.pk if source else None, raw, year)
            if cell.is_empty and not knows_base:
                continue
            try:
                amount = AMOUNT.understood(cell) or None
            except ValidationError as wrong:
                planner.telling.error(line.sheet, line.row, year, " ".join(wrong.messages))
                continue
            before, newest = base.financing.get(place), now.financing.get(place)
            if (before or None) == amount or (newest or None) == amount:
                continue
            if before != newest:
                planner.telling.error(
                    line.sheet, line.row, year,
                    _("Noen andre har skrevet %(theirs)s her etter at arbeidsboken ble lastet ned. Last ned en ny.")
                    % {"theirs": AMOUNT.said(newest)},
                )  # fmt: skip
                continue
            stands[place] = amount
            name = source.name if source else raw
            changes.append(Change(f"{name} {year}", AMOUNT.said(newest), AMOUNT.said(amount)))
    return [
        (sources.get(pk), raw, year, amount)
        for (pk, raw, year), amount in sorted(
            stands.items(), key=lambda one: (one[0][2], one[0][0] or 0, one[0][1])
        )
        if amount is not None
    ]


def _source(planner, line, base):
    """The partnership's own source by this name, or the words as they stand."""
    found = [one for one in planner.sources if same(tidy(one.name)) == same(line.source)]
    if found:
        return found[0], ""
    known = [raw for pk, raw, _year in base.financing if pk is None and same(raw) == same(line.source)]
    if known:
        return None, known[0]
    if len(line.source) > 160:
        planner.telling.error(line.sheet, line.row, "", _("Kildens navn er lengre enn 160 tegn."))
    else:
        planner.telling.warn(
            line.sheet, line.row, "",
            _("«%(source)s» er ikke en kilde i %(partnership)s. Navnet er beholdt som det står.")
            % {"source": line.source[:80], "partnership": planner.partnership},
        )  # fmt: skip
    return None, line.source[:160]


def checks(planner, row, base, now, changes, knows_base):
    """The answers of the new version."""
    stands = {code: dict(given) for code, given in now.checks.items()}
    points = {point.key: point for point in planner.checklist.points}
    by_words = {same(rules.in_own_language(point.text)): point for point in planner.checklist.points}
    for line in row.checks:
        point = points.get(line.code) or (None if line.code else by_words.get(same(line.words)))
        if point is None:
            planner.telling.warn(line.sheet, line.row, "", _("Punktet er ikke i sjekklisten, og er ikke lest."))
            continue
        for part, written in (("answer", line.answer), ("note", line.note)):
            if written is None or (not written and not knows_base):
                continue
            if part == "note" and len(written) > LONGEST_NOTE:
                planner.telling.error(
                    line.sheet, line.row, "", _("Merknaden er lengre enn %(most)s tegn.") % {"most": LONGEST_NOTE}
                )
                continue
            before, newest = (tidy(one.checks.get(point.key, {}).get(part, "")) for one in (base, now))
            if written in (before, newest):
                continue
            if before != newest:
                planner.telling.error(
                    line.sheet, line.row, "",
                    _("Noen andre har svart på dette punktet etter at arbeidsboken ble lastet ned. Last ned en ny."),
                )  # fmt: skip
                continue
            stands.setdefault(point.key, {"answer": "", "note": ""})[part] = written
            changes.append(
                Change(rules.in_own_language(point.text), _in_words(part, newest), _in_words(part, written))
            )
    return {code: given for code, given in stands.items() if given.get("answer") or given.get("note")}


def _in_words(part, written):
    if not written:
        return formats.DASH
    return str(ANSWERS.get(written, written)) if part == "answer" else written
