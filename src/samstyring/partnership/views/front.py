"""The front page of the installation, and the home of one partnership."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext

from samstyring.ground import panels
from samstyring.partnership.access import in_partnership
from samstyring.partnership.models import Partnership
from samstyring.partnership.rules import acting, first_steps, starting, waiting
from samstyring.partnership.rules import serving as serving_rules


def front(request):
    """Every partnership of the installation as a card. Signed out it is the public entrance."""
    today = timezone.localdate()
    partnerships = list(Partnership.objects.public())
    mine = set(Partnership.objects.visible_to(request.person).values_list("pk", flat=True))
    shown = panels.for_page("partnership.front", partnerships, request.person)
    cards = [
        {
            "partnership": partnership,
            "is_mine": partnership.pk in mine,
            "panels": [
                {"template": panel["template"], **panel["each"][partnership.pk]}
                for panel in shown
                if partnership.pk in panel["each"]
            ],
        }
        for partnership in partnerships
    ]
    cards.sort(key=lambda card: not card["is_mine"])
    return render(
        request,
        "partnership/front.html",
        {
            "cards": cards,
            "may_start": starting.may_start(request.user, request.person, today),
            "follows_several": serving_rules.followed_by(request.person, today).count() > 1,
        },
    )


@in_partnership
def home(request, partnership):
    """What needs this person, then what the rooms above have to show."""
    request.section = "home"
    today = timezone.localdate()
    shown = panels.for_page("partnership.home", partnership, request.person)
    tasks = [task for panel in shown for task in panel.get("tasks", ())]
    others = [panel for panel in shown if "tasks" not in panel]
    return render(
        request,
        "partnership/home.html",
        {
            "today": today,
            "first_steps": first_steps.for_person(partnership, request.person, today),
            "week": today.isocalendar().week,
            "sentence": ngettext("%(count)s oppgave.", "%(count)s oppgaver.", len(tasks)) % {"count": len(tasks)},
            "blocking": [task for task in tasks if task.kind == "stop"][:1],
            "task_groups": waiting.by_when(tasks, today),
            "side_panels": [panel for panel in others if panel.get("side")],
            "panels": [panel for panel in others if not panel.get("side")],
            "parts": acting.parts_of(request.person, partnership, today),
        },
    )
