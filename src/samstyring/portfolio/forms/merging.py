"""Two people writing the same sheet: what only one of them changed stands, what both changed is shown beside."""

from dataclasses import dataclass

from django import forms

from samstyring.portfolio.forms.sheets import SheetForm

NOT_COMPARED = ("base", "years", "change_note")


@dataclass(frozen=True)
class BothChanged:
    """A field that both wrote in, with both texts."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """The form on top of the newest version, with everything the person typed still in it."""

    form: SheetForm
    both_changed: tuple[BothChanged, ...]
    only_theirs: tuple[str, ...]  # labels of what the other changed, now in the form


def merge(mine, newest, *, on):
    """Lay what a person typed on top of a version somebody else has saved since."""
    data = mine.data.copy()
    data["base"] = str(newest.version)
    data["years"] = ",".join(map(str, mine.year_columns))
    form = SheetForm(data, project=mine.project, sheet=newest, on=on)
    data["years"] = ",".join(map(str, form.year_columns))
    changed_by_me = set(mine.changed_data)
    both, only_theirs = [], []
    for name, field in form.fields.items():
        was, now = mine.initial.get(name), form.initial.get(name)
        if name in NOT_COMPARED or (was or None) == (now or None):
            continue
        as_sent = _as_sent(field, now)
        if name not in changed_by_me:
            data.setlist(name, as_sent)
            only_theirs.append(str(field.label))
        elif field.has_changed(now, field.widget.value_from_datadict(data, None, name)):
            both.append(BothChanged(str(field.label), _said(field, as_sent), _said(field, data.getlist(name))))
    return Merged(SheetForm(data, project=mine.project, sheet=newest, on=on), tuple(both), tuple(only_theirs))


def _as_sent(field, value):
    """A value as a browser would have sent it."""
    shown = field.widget.format_value(field.prepare_value(value))
    return list(shown) if isinstance(shown, (list, tuple)) else ["" if shown is None else str(shown)]


def _said(field, sent):
    """What was sent, in words."""
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(str(one) for one in field.queryset.filter(pk__in=[pk for pk in sent if pk.isdecimal()]))
    if isinstance(field, forms.ChoiceField):
        words = dict(field.choices)
        return ", ".join(str(words.get(one, one)) for one in sent)
    return ", ".join(sent)
