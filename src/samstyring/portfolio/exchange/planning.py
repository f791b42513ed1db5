"""What a workbook would change. It is held against the version it was made from, so only what somebody wrote counts."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samstyring.ground import formats
from samstyring.portfolio.exchange import lines
from samstyring.portfolio.exchange.columns import (
    DEPENDS_ON,
    HEADS,
    LONGEST_TEXT,
    VERSION,
    is_bare_number_of_days,
    same,
    sheet_columns,
    tidy,
)
from samstyring.portfolio.exchange.plan import Change, Plan, PlannedSheet
from samstyring.portfolio.exchange.sheet_rows import NOTHING_SAID, says
from samstyring.portfolio.exchange.telling import Telling
from samstyring.portfolio.forms.sheets import SheetForm
from samstyring.portfolio.models import SheetVersion
from samstyring.portfolio.rules import sheets as rules

# Where a source's own words are kept when they are not understood.
KEPT_IN = {
    "phase": "phase_raw",
    "start_year": "dates_raw",
    "finish_year": "dates_raw",
    "cost_basis": "cost_basis_raw",
}


def plan(rows, partnership, *, by, on, telling=None, new_keys=False, of_others=None):
    """What these rows would change in the partnership, for this person on this day.

    `new_keys` lets a list bring its own project numbers; in a workbook an unknown number is a slip.
    """
    return _Planner(partnership, by=by, on=on, telling=telling or Telling(), new_keys=new_keys).plan(
        rows, of_others or {}
    )


class _Planner:
    def __init__(self, partnership, *, by, on, telling, new_keys):
        self.partnership, self.by, self.on = partnership, by, on
        self.telling, self.new_keys = telling, new_keys
        self.columns = sheet_columns()
        self.focus_areas = list(partnership.focus_areas.all())
        self.sources = list(partnership.sources.all())
        self.parties = list(partnership.parties.on(on).filter(is_member=True))
        self.groups = rules.working_groups(partnership, on)
        self.checklist = rules.checklist_for(partnership)
        self.projects = {
            same(project.key): project
            for project in partnership.projects.select_related("owner", "home_forum", "partnership")
        }

    def plan(self, rows, of_others):
        self._fetch(rows)
        may_write = rules.editable(self.by, list(self.projects.values()), self.on)
        not_proposer = list(rules.obstacles_to_proposing(self.partnership, by=self.by, on=self.on))
        sheets, unchanged = [], 0
        self.taken = {same(project.name): project.key for project in self.projects.values()}
        self.coming = {same(row.key): row for row in rows if row.key} if self.new_keys else {}
        self.homeless = []
        for row in rows:
            project = self.projects.get(same(row.key)) if row.key else None
            planned = self._changed(row, project) if project else self._new(row)
            if planned is None:
                unchanged += 1
                continue
            if project and project.pk not in may_write:
                who = rules.NOT_EDITOR(who=rules.editors_in_words(project))
                self.telling.error(row.sheet, row.row, "", f"{who.text} {who.who}")
            if not project and not_proposer:
                self.telling.error(row.sheet, row.row, "", f"{not_proposer[0].text} {not_proposer[0].who}")
            sheets.append(planned)
        self._tell_of_homeless()
        return Plan(
            tuple(sheets), unchanged, tuple(self.telling.errors), tuple(self.telling.warnings), dict(of_others)
        )

    def _fetch(self, rows):
        """The newest version of each sheet, and the one the workbook was made from: two questions, however many."""
        keys = [self.projects[same(row.key)].pk for row in rows if row.key and same(row.key) in self.projects]
        fetched = (
            SheetVersion.objects.filter(project__in=keys)
            .select_related("project", "focus_area", "author")
            .prefetch_related("financing", "depends_on")
        )
        self.newest = {sheet.project_id: sheet for sheet in fetched.newest()}
        wanted = {
            (self.projects[same(row.key)].pk, row.version)
            for row in rows
            if row.key and same(row.key) in self.projects and row.version
        }
        older = {(pk, v) for pk, v in wanted if not (pk in self.newest and self.newest[pk].version == v)}
        self.older = {
            (sheet.project_id, sheet.version): sheet
            for sheet in fetched.filter(project__in={pk for pk, _v in older}, version__in={v for _pk, v in older})
        } if older else {}  # fmt: skip

    # One row

    def _error(self, row, name, sentence):
        self.telling.error(row.sheet, row.row, row.titles.get(name) or HEADS.get(name) or name, sentence)

    def _warn(self, row, name, sentence):
        self.telling.warn(row.sheet, row.row, row.titles.get(name) or HEADS.get(name) or name, sentence)

    def _changed(self, row, project):
        """The new version of a sheet we know, or None when the row changes nothing."""
        newest = self.newest.get(project.pk)
        now = says(newest) if newest else NOTHING_SAID
        base = self._base(row, project, newest, now)
        if base is None:
            return None
        self._tell_of_fixed(row, project)
        return self._planned(row, project, base, now, knows_base=row.version is not None)

    def _base(self, row, project, newest, now):
        """What the sheet said in the version that the workbook was made from."""
        if row.version is None or row.version == now.version:
            return now
        older = self.older.get((project.pk, row.version))
        if older is None and row.version != 0:
            self._error(
                row,
                VERSION,
                _("%(key)s har ingen versjon %(version)s.") % {"key": row.key, "version": row.version},
            )
            return None
        return says(older) if older else NOTHING_SAID

    def _tell_of_fixed(self, row, project):
        """The project's name and place are not on its sheet; a row cannot change them, and says so."""
        owner = project.owner.name if project.owner else project.owner_raw
        for name, written, stands in (
            ("name", row.name, project.name),
            ("owner", row.owner, owner),
            ("home_forum", row.home_forum, project.home_forum.name if project.home_forum else ""),
        ):
            if written and same(written) != same(tidy(stands)):
                self._warn(
                    row,
                    name,
                    _("«%(stands)s» blir stående. Sekretariatet endrer dette på prosjektets side.")
                    % {"stands": stands or formats.DASH},
                )

    def _new(self, row):
        """A project nobody has registered, or None when the row cannot be one."""
        if row.key and not self.new_keys:
            self._error(
                row,
                "key",
                _("%(key)s finnes ikke i %(partnership)s. La nummeret stå tomt for et nytt prosjekt.")
                % {"key": row.key[:40], "partnership": self.partnership},
            )
            return None
        name = row.name
        if not name or len(name) > 200 or len(row.key) > 20:
            self._error(row, "name", _("Skriv navnet på prosjektet, høyst 200 tegn."))
            return None
        if same(name) in self.taken and not self.new_keys:
            self._error(
                row,
                "name",
                _("Det finnes alt et prosjekt med dette navnet (%(key)s). Skriv et annet navn.")
                % {"key": self.taken[same(name)]},
            )
            return None
        self.taken[same(name)] = row.key or _("en rad over")
        return self._planned(row, None, NOTHING_SAID, NOTHING_SAID, knows_base=False)

    def _planned(self, row, project, base, now, *, knows_base):
        values, changes = dict(now.values), []
        if not values:
            values = {column.name: column.field.empty_value if hasattr(column.field, "empty_value") else None
                      for column in self.columns}  # fmt: skip
        kept = {}
        for column in self.columns:
            cell = row.cells.get(column.name)
            if cell is None or (cell.is_empty and not knows_base):
                continue
            before = base.values.get(column.name)
            written = self._value(row, column, cell, before, kept)
            if written is None or self._alike(column, written[0], before):
                continue
            self._lay(row, column, written[0], before, now, values, changes)
        self._keep_raw(row, kept, values, changes)
        financing = lines.financing(self, row, base, now, changes, knows_base)
        checks = lines.checks(self, row, base, now, changes, knows_base)
        depends_on = self._depends_on(row, project, values)
        if not changes and project:
            return None
        wrong_years = rules.wrong_order_of_years(values.get("start_year"), values.get("finish_year"))
        if wrong_years:
            self._error(row, "finish_year", wrong_years)
        about = self._place(row, values) if project is None else {}
        return PlannedSheet(
            project=project,
            key=project.key if project else row.key,
            name=project.name if project else row.name,
            base=now.version,
            values=self._to_write(row, now, values, checks),
            financing=tuple(financing),
            depends_on=tuple(depends_on),
            changes=tuple(changes),
            **about,
        )

    def _alike(self, column, one, other):
        if column.kind == "keys":
            return _keys(one) == _keys(other)
        return (one if one != "" else None) == (other if other != "" else None)

    def _value(self, row, column, cell, before, kept):
        """(value,) of a cell, or None when it says what it said before or cannot be read."""
        if cell.is_fault or not _shows(cell, column.shown(before)):
            try:
                if column.kind == "focus":
                    value = self._focus_area(cell)
                else:
                    value = column.understood(cell)
            except ValidationError as wrong:
                raw = KEPT_IN.get(column.name)
                if raw and isinstance(cell.value, str) and not cell.is_fault and "\0" not in cell.value:
                    self._warn(
                        row, column.name, _("«%(words)s» er ikke forstått. Ordene er beholdt slik de står.")
                        % {"words": tidy(cell.value)[:80]},
                    )  # fmt: skip
                    kept.setdefault(raw, []).append(tidy(cell.value))
                    return (column.field.clean(""),)
                self._error(row, column.name, " ".join(wrong.messages))
                return None
            if is_bare_number_of_days(column, cell):
                self._warn(row, column.name, _("Tallet %(number)s er lest som %(day)s.")
                           % {"number": cell.value, "day": formats.day(value)})  # fmt: skip
            return (value,)
        return None

    def _focus_area(self, cell):
        if cell.is_fault:
            raise ValidationError(_("Cellen viser en feil fra Excel (%(fault)s).") % {"fault": cell.value})
        words = tidy(str(cell.value)) if not cell.is_empty else ""
        if not words:
            return None
        found = [one for one in self.focus_areas if same(tidy(one.name)) == same(words)]
        if not found:
            allowed = ", ".join(f"«{one.name}»" for one in self.focus_areas) or formats.DASH
            raise ValidationError(
                _("«%(words)s» er ikke et satsingsområde her. Disse finnes: %(allowed)s.")
                % {"words": words[:80], "allowed": allowed}
            )
        return found[-1]

    def _lay(self, row, column, written, before, now, values, changes):
        """What somebody wrote counts, unless another has written something else in the same place since."""
        newest = now.values.get(column.name)
        if self._alike(column, written, newest):
            return
        if not self._alike(column, before, newest):
            self._conflict(row, column.name, column.said(newest), column.said(written))
            return
        values[column.name] = written
        changes.append(Change(column.title, column.said(newest), column.said(written)))

    def _conflict(self, row, name, theirs, mine):
        self._error(
            row,
            name,
            _("Noen andre har endret dette etter at arbeidsboken ble lastet ned. Der står nå «%(theirs)s», "
              "og her står «%(mine)s». Skriv det som skal gjelde i en ny arbeidsbok.")
            % {"theirs": theirs[:200], "mine": mine[:200]},
        )  # fmt: skip

    def _keep_raw(self, row, kept, values, changes):
        columns = {column.name: column for column in self.columns}
        for name, words in kept.items():
            column = columns[name]
            told = [part for part in (values.get(name) or "").split("; ") if part]
            together = "; ".join([*told, *(one for one in words if one not in told)])
            try:
                value = column.field.clean(together)
            except ValidationError as wrong:
                self._error(row, name, " ".join(wrong.messages))
                continue
            if value != (values.get(name) or ""):
                changes.append(Change(column.title, column.said(values.get(name)), column.said(value)))
                values[name] = value

    def _depends_on(self, row, project, values):
        found = []
        for key in sorted(_keys(values.get(DEPENDS_ON))):
            other = self.projects.get(same(key))
            if other is None or (project and other.pk == project.pk):
                self._error(
                    row, DEPENDS_ON,
                    _("«%(key)s» er ikke nummeret til et annet prosjekt.") % {"key": key[:40]},
                )  # fmt: skip
            else:
                found.append(other)
        return found

    def _place(self, row, values):
        """Who owns a new project, and which working group it lands with."""
        parties = [p for p in self.parties if same(row.owner) in (same(p.name), same(p.short), same(p.key))]
        owner = parties[0] if row.owner and len(parties) == 1 else None
        if row.owner and owner is None:
            self._warn(row, "owner", _("«%(owner)s» er ikke en part i %(partnership)s. Navnet er beholdt som det står.")
                       % {"owner": row.owner[:80], "partnership": self.partnership})  # fmt: skip
        if row.home_forum:
            groups = [group for group in self.groups if same(group.name) == same(row.home_forum)]
        else:
            groups = rules.home_forums(self.groups, values.get("municipality") or "")
        if len(groups) != 1 and self.new_keys:
            self.homeless.append(row)
        elif len(groups) != 1:
            self._error(row, "home_forum", _("Arbeidsgruppen følger ikke av kommunen. Velg arbeidsgruppen."))
        return {
            "owner": owner,
            "owner_raw": "" if owner else row.owner[:160],
            "home_forum": groups[0] if len(groups) == 1 else None,
        }

    def _tell_of_homeless(self):
        """Once for the whole list: most partnerships take in their first list before they have groups."""
        if self.homeless:
            keys = ", ".join(row.key for row in self.homeless)
            told = _("Disse prosjektene er uten arbeidsgruppe til sekretariatet velger den: %(keys)s.")
            self.telling.warn(self.homeless[0].sheet, None, "", told % {"keys": keys})

    def _to_write(self, row, now, values, checks):
        """What the sheet's own action is given: the form's fields, the answers, and new words of a source."""
        given = {name: values.get(name) for name in SheetForm.PLAIN}
        for name, value in given.items():
            if value is None and not _may_be_null(name):
                given[name] = ""
        changed_raw = {
            column.name: values.get(column.name) or ""
            for column in self.columns
            if column.name not in given
            and column.name != DEPENDS_ON
            and (values.get(column.name) or "") != (now.values.get(column.name) or "")
        }
        if "focus_area" in row.inferred:
            given["focus_area_inferred"] = given["focus_area"] is not None
        return given | changed_raw | {"checks": checks}


def _may_be_null(name):
    return SheetVersion._meta.get_field(name).null


def _keys(words):
    return {one for one in (words or "").replace(";", ",").replace("\n", ",").replace(" ", ",").split(",") if one}


def _shows(cell, shown):
    """True when the cell is as the workbook was written, also where a long text was cut."""
    if cell.is_empty:
        return shown is None
    if isinstance(shown, str):
        return isinstance(cell.value, str) and tidy(cell.value)[:LONGEST_TEXT] == shown.strip()
    return False
