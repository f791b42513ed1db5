"""Laying the road of a case, row by row, with the keyboard alone."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from samstyring.casework.actions import cases as acts
from samstyring.casework.forms.route import LOCAL, StationForm
from samstyring.casework.rules import preparing
from samstyring.casework.views.case_page import among_cases, the_case
from samstyring.ground.choices import number_in
from samstyring.ground.refusal import Refused
from samstyring.ground.views import refused

MOST_ROWS = 30


@among_cases
def lay(request, partnership, case_id):
    """Add, take away and reorder stations. Nothing is kept before «Lagre veien»."""
    today, found = timezone.localdate(), the_case(request, case_id)
    obstacles = list(preparing.obstacles_to_keeping(found, request.person, today))
    if obstacles:
        return refused(request, "ground/refused.html", Refused(*obstacles), back_url=found.get_absolute_url())
    forums = list(partnership.forums.on(today) | partnership.forums.filter(pk__in=found.flow.values("forum")))
    if request.method != "POST":
        rows = [
            _row(partnership, forums, place, initial=_told(step)) for place, step in enumerate(found.flow.all())
        ]
        return _show(request, found, [*rows, _row(partnership, forums, len(rows))], acts.route_of(found))
    rows = _posted(request, partnership, forums)
    base = request.POST.get("base", "")
    if "move" in request.POST:
        return _show(request, found, _moved(rows, request.POST["move"], partnership, forums), base)
    wrong_rows = [row for row in rows if not row.is_valid()]
    if wrong_rows:
        return _show(request, found, rows, base, status=422)
    stations = [row.station for row in rows if row.station]
    wrong = _backwards(stations)
    if wrong:
        return _show(request, found, rows, base, status=422, wrong=wrong)
    try:
        acts.lay_route(found, stations=stations, base=base, by=request.person, on=today)
    except Refused as refusal:
        context = {"case": found, "rows": rows, "base": acts.route_of(found)}
        return refused(request, "casework/case_route.html", refusal, **context)
    return redirect(found)


def _row(partnership, forums, place, data=None, initial=None):
    return StationForm(data, prefix=f"s{place}", initial=initial, partnership=partnership, forums=forums)


def _told(step):
    forum = str(step.forum_id) if step.forum_id else LOCAL
    return {"forum": forum, "purpose": step.purpose, "planned_on": step.planned_on}


def _posted(request, partnership, forums):
    """The rows as they stand on the page: the hidden inputs named `order` tell which comes first."""
    told = (number_in(place) for place in request.POST.getlist("order")[:MOST_ROWS])
    places = dict.fromkeys(place for place in told if place is not None)
    return [_row(partnership, forums, place, data=request.POST) for place in places]


def _moved(rows, move, partnership, forums):
    """The rows after a button was pressed: `up:2`, `down:2`, `away:2` or `more`."""
    act, _colon, prefix = move.partition(":")
    place = next((place for place, row in enumerate(rows) if row.prefix == prefix), None)
    if act == "more" and len(rows) < MOST_ROWS:
        used = {int(row.prefix[1:]) for row in rows}
        rows.append(_row(partnership, forums, max(used, default=-1) + 1))
    elif place is not None and act == "away":
        rows.pop(place)
    elif place is not None and act == "up" and place:
        rows[place - 1 : place + 1] = rows[place], rows[place - 1]
    elif place is not None and act == "down" and place < len(rows) - 1:
        rows[place : place + 2] = rows[place + 1], rows[place]
    return [_as_typed(row, partnership, forums) for row in rows]


def _as_typed(row, partnership, forums):
    """A half-filled row is shown as it was typed, without errors until the road is kept."""
    typed = {name: row[name].value() for name in row.fields}
    return _row(partnership, forums, int(row.number), initial=typed)


def _backwards(stations):
    """A sentence where a station is planned before the one it follows."""
    dated = [station for station in stations if station["planned_on"]]
    for earlier, later in zip(dated, dated[1:], strict=False):
        if later["planned_on"] < earlier["planned_on"]:
            words = {
                "later": later["forum"] or _("Partene lokalt"),
                "earlier": earlier["forum"] or _("Partene lokalt"),
            }
            return (
                _(
                    "%(later)s er planlagt før %(earlier)s, men kommer etter på veien. Rett dagen eller rekkefølgen."
                )
                % words
            )
    return ""


def _show(request, case, rows, base, status=200, wrong=""):
    context = {"case": case, "rows": rows, "base": base, "wrong": wrong}
    return render(request, "casework/case_route.html", context, status=status)
