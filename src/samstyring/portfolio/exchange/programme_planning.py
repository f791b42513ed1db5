"""What a workbook would change in a programme. The rules of the programme's own acts judge every line."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samstyring.ground import formats
from samstyring.ground.fields import MnokField
from samstyring.ground.refusal import Obstacle, Refused
from samstyring.portfolio.exchange.columns import KEY, WORDS, Column, same, tidy
from samstyring.portfolio.exchange.plan import Change
from samstyring.portfolio.exchange.programme_plan import PlannedLine, ProgrammePlan, YearSum
from samstyring.portfolio.exchange.programme_rows import choices, fingerprint, rows_of
from samstyring.portfolio.models import Programme, ProgrammeLine
from samstyring.portfolio.rules import pots
from samstyring.portfolio.rules import programmes as rules

AMOUNT = Column("amount", "mnok", MnokField(required=False, max_digits=12))
LONGEST_POT = ProgrammeLine._meta.get_field("pot").max_length

OTHER_PERIOD = Obstacle(
    "book-other-period",
    gettext_lazy("Arbeidsboken er laget av handlingsprogrammet for {found}, og dette gjelder {wanted}."),
    gettext_lazy("Velg riktig arbeidsbok, eller hent den inn på siden til det programmet."),
)
OLDER_VERSION = Obstacle(
    "book-older-version",
    gettext_lazy("Arbeidsboken er laget av versjon {found}, og den nyeste versjonen er {newest}."),
    gettext_lazy("Last ned arbeidsboken av versjon {newest}, og før endringene inn der."),
)
OTHER_VERSION = Obstacle(
    "book-other-version",
    gettext_lazy("Arbeidsboken er laget av versjon {found}, og dette er versjon {wanted}."),
    gettext_lazy("Hent den inn på siden til versjon {found}."),
)
CHANGED_SINCE = Obstacle(
    "book-lines-changed",
    gettext_lazy("Linjene i programmet er endret etter at arbeidsboken ble lastet ned."),
    gettext_lazy("Last ned en ny arbeidsbok, og før endringene inn der."),
)


def obstacles_to_holding_against(programme, made_from):
    """Yield why a workbook made from this cannot be held against the programme."""
    if made_from.period != programme.period:
        yield OTHER_PERIOD(found=made_from.period[:40], wanted=programme.period)
        return
    of_period = Programme.objects.filter(partnership=programme.partnership_id, first_year=programme.first_year)
    newest = of_period.order_by("-version").values_list("version", flat=True).first()
    if made_from.version < newest:
        yield OLDER_VERSION(found=made_from.version, newest=newest)
    elif made_from.version != programme.version:
        yield OTHER_VERSION(found=made_from.version, wanted=programme.version)
    elif made_from.mark != fingerprint(programme):
        yield CHANGED_SINCE()


def plan(found, programme, *, telling):
    """What the file would change in the programme. Raises `Refused` where it was made from something else."""
    obstacles = list(obstacles_to_holding_against(programme, found.made_from))
    if obstacles:
        raise Refused(*obstacles)
    return _Planner(programme, found, telling).plan()


class _Planner:
    def __init__(self, programme, found, telling):
        self.programme, self.found, self.telling = programme, found, telling
        self.rows = rows_of(programme)
        self.by_place = {row.place: row for row in self.rows}
        self.choices = choices(programme.partnership)
        self.projects = {same(one.key): one for one in self.choices.projects}
        self.is_locked = rules.is_locked(programme)
        self.seen = {}

    def plan(self):
        lines, unchanged = [], 0
        for line in self.found.lines:
            planned = self._line(line)
            if planned is None:
                continue
            if planned.changes:
                lines.append(planned)
            else:
                unchanged += 1
        absent = [row for row in self.rows if row.place not in self.seen]
        if absent:
            words = ngettext(
                "%(count)s linje i programmet er ikke med i arbeidsboken, og blir stående som den er.",
                "%(count)s linjer i programmet er ikke med i arbeidsboken, og blir stående som de er.",
                len(absent),
            )
            self.telling.warn(self.found.sheet, None, "", words % {"count": len(absent)})
        self._tell_of_absent_years()
        return ProgrammePlan(
            tuple(lines),
            unchanged,
            self._sums(lines),
            self.found.made_from.mark,
            tuple(self.telling.errors),
            tuple(self.telling.warnings),
        )

    def _error(self, line, what, sentence):
        title = self.found.titles.get(what, what) if what else ""
        self.telling.error(self.found.sheet, line.row, title, sentence)

    def _tell_of_absent_years(self):
        absent = [str(year) for year in self.programme.calendar_years if year not in self.found.titles]
        if absent:
            self.telling.warn(
                self.found.sheet, None, "",
                _("Disse kolonnene er ikke med, og blir stående som de er: %(titles)s.")
                % {"titles": ", ".join(f"«{title}»" for title in absent)},
            )  # fmt: skip

    def _line(self, line):
        """The line as it would be, or None where it says nothing, or cannot be understood."""
        says_money = any(not cell.is_empty for cell in line.amounts.values())
        if not line.key and not line.name:
            if says_money:
                self._error(line, "thing", rules.NAMELESS.text)
            return None
        if not line.source and not says_money:
            self.telling.warn(self.found.sheet, line.row, "", _("Raden har ingen beløp, og er ikke lest."))
            return None
        # Everything that is wrong with the row is told at once.
        amounts = self._amounts(line)
        source = self._source(line)
        project, pot = self._thing(line, source) or (None, "")
        if source is None or (project is None and not pot):
            return None
        place = (project.pk if project else None, pot, source.pk)
        if place in self.seen:
            self._error(
                line, "source",
                _("%(source)s står også på rad %(row)s for det samme. Slå radene sammen.")
                % {"source": line.source[:60], "row": self.seen[place]},
            )  # fmt: skip
            return None
        self.seen[place] = line.row
        return self._compared(line, project, pot, source, self.by_place.get(place), amounts)

    def _amounts(self, line):
        """{year: amount or None} of the years that can be read."""
        found = {}
        for year, cell in sorted(line.amounts.items()):
            if cell.is_empty and year not in self.programme.calendar_years:
                continue
            try:
                found[year] = AMOUNT.understood(cell) or None
            except ValidationError as wrong:
                self._error(line, year, " ".join(wrong.messages))
        return found

    def _source(self, line):
        found = {same(words): source for words, source in self.choices.sources.items()}.get(same(line.source))
        if found is not None:
            return found
        if not line.source:
            self._error(line, "source", _("Skriv hvilken kilde beløpene kommer fra."))
            return None
        self._error(line, "source", self._not_among(line.source, self.choices.sources))
        return None

    def _not_among(self, words, known):
        allowed = ", ".join(f"«{one}»" for one in known) or formats.DASH
        return _("«%(words)s» er ikke et av valgene. Velg ett av disse: %(allowed)s.") % {
            "words": words[:60], "allowed": allowed,
        }  # fmt: skip

    def _thing(self, line, source):
        """(project, "") or (None, pot) that the line is about, or None."""
        if line.key:
            return self._project(line)
        pots_here = [row.pot for row in self.rows if row.pot]
        exact = [pot for pot in pots_here if tidy(pot) == line.name]
        alike = exact or [pot for pot in pots_here if same(tidy(pot)) == same(line.name)]
        if alike:
            of_source = [pot for pot in alike if source and (None, pot, source.pk) in self.by_place]
            return None, (of_source or alike)[0]
        project = next((one for one in self.choices.projects if same(tidy(one.name)) == same(line.name)), None)
        if project:
            self._error(
                line, KEY,
                _("«%(name)s» er prosjektet %(key)s. Skriv nummeret, eller gi samlepotten et annet navn.")
                % {"name": line.name[:80], "key": project.key},
            )  # fmt: skip
            return None
        if len(line.name) > LONGEST_POT:
            self._error(
                line, "thing", _("Navnet på samlepotten er lengre enn %(most)s tegn.") % {"most": LONGEST_POT}
            )
            return None
        return None, line.name

    def _project(self, line):
        project = self.projects.get(same(line.key))
        if project is None:
            self._error(
                line, KEY,
                _("%(key)s finnes ikke i %(partnership)s. La nummeret stå tomt for en samlepott.")
                % {"key": line.key[:40], "partnership": self.programme.partnership},
            )  # fmt: skip
            return None
        if line.name and same(line.name) != same(tidy(project.name)):
            self._error(
                line, "thing",
                _("%(key)s heter «%(stands)s», og her står «%(written)s». Rett nummeret eller navnet.")
                % {"key": project.key, "stands": project.name, "written": line.name[:80]},
            )  # fmt: skip
            return None
        return project, ""

    def _focus_area(self, line, row):
        """(focus area,) that is written, or None where it cannot be read."""
        stands = row.focus_area if row else None
        if line.focus_area is None or same(line.focus_area) == same(
            self.choices.words_for(stands) if stands else ""
        ):
            return (stands,)
        if not line.focus_area:
            return (None,)
        known = {same(words): one for words, one in self.choices.focus_areas.items()}
        if same(line.focus_area) not in known:
            self._error(line, "focus_area", self._not_among(line.focus_area, self.choices.focus_areas))
            return None
        return (known[same(line.focus_area)],)

    def _compared(self, line, project, pot, source, row, amounts):
        focus = self._focus_area(line, row)
        stands = row.amounts if row else {}
        written = {year: amount for year, amount in amounts.items() if amount != (stands.get(year) or None)}
        changes = [
            Change(str(year), AMOUNT.said(stands.get(year)), AMOUNT.said(amount))
            for year, amount in written.items()
        ]
        if focus is None:
            return None
        if row is None and not any(written.values()):
            if all(cell.is_empty for cell in line.amounts.values()):
                self.telling.warn(self.found.sheet, line.row, "", _("Raden har ingen beløp, og er ikke lest."))
            return None
        stood = row.focus_area if row else None
        if focus[0] != stood and (row is None or any(stands.values())):
            # The whole row lies under one focus area, so every year of it is written.
            written = {year: amount or None for year, amount in stands.items()} | written
            said = [self.choices.words_for(one) if one else formats.DASH for one in (stood, focus[0])]
            changes.insert(0, Change(str(WORDS.focus_area), *said))
        planned = PlannedLine(project, pot, source, focus[0], written, tuple(changes), is_new=row is None)
        if changes:
            self._judge(line, planned)
        return planned

    def _judge(self, line, planned):
        """The same rules as when a row is written by hand."""
        told = {"project": planned.project, "pot": planned.pot, "source": planned.source}
        for obstacle in rules.obstacles_in_row(self.programme, amounts=planned.amounts, **told):
            year = obstacle.facts.get("year")
            self._error(line, year if year in planned.amounts else "", f"{obstacle.text} {obstacle.who}")
        lines = self.programme.lines.filter(**told)
        shrinking = (
            pots.obstacles_to_holding_less(lines, planned.amounts)
            if self.is_locked
            else pots.obstacles_to_shrinking(lines, planned.amounts)
        )
        for obstacle in shrinking:
            self._error(line, obstacle.facts["year"], f"{obstacle.text} {obstacle.who}")

    def _sums(self, lines):
        before = {year: Decimal(0) for year in self.programme.calendar_years}
        for row in self.rows:
            for year, amount in row.amounts.items():
                before[year] = before.get(year, Decimal(0)) + amount
        after = dict(before)
        for line in lines:
            row = self.by_place.get((line.project.pk if line.project else None, line.pot, line.source.pk))
            for year, amount in line.amounts.items():
                stood = row.amounts.get(year, Decimal(0)) if row else Decimal(0)
                after[year] = after.get(year, Decimal(0)) + (amount or Decimal(0)) - stood
        return tuple(YearSum(year, before[year], after[year]) for year in self.programme.calendar_years)
