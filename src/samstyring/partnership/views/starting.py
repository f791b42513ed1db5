"""A new partnership, step by step. What is written is kept in the session until it is created."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samstyring.ground.refusal import Refused, refuse_if
from samstyring.ground.views import refused
from samstyring.partnership.actions.accounts import invite
from samstyring.partnership.actions.starting import person_of, start
from samstyring.partnership.forms.starting import AgreementForm, ForumsForm, LinesForm, Parties, SecretariatForm
from samstyring.partnership.models import PartnershipRole, Party
from samstyring.partnership.rules import addresses, starting
from samstyring.partnership.views.accounts import link_with

PLAN = "new_partnership"
STEPS = {
    "avtale": gettext_lazy("Avtalen"),
    "parter": gettext_lazy("Partene"),
    "forum": gettext_lazy("Forumene"),
    "sekretariat": gettext_lazy("Sekretariatet"),
    "oppsummering": gettext_lazy("Se over og opprett"),
}


@login_required
def first_step(request):
    """Where a new partnership begins. Whoever may not start one does not find the page."""
    return step(request, "avtale")


@login_required
def step(request, step):
    """One step of five. A step is not open before those ahead of it are done."""
    if step not in STEPS or not starting.may_start(request.user, request.person, timezone.localdate()):
        raise Http404
    plan = request.session.get(PLAN, {})
    names = list(STEPS)
    missing = next((name for name in names[: names.index(step)] if name not in plan), None)
    if missing is None and step != "avtale" and plan["avtale"]["template"] not in starting.templates():
        missing = "avtale"
    if missing:
        return redirect("partnership:start_step", missing)
    page = {
        "steps": [
            {"key": name, "label": label, "current": name == step, "done": name in plan}
            for name, label in STEPS.items()
        ],
        "label": STEPS[step],
        "number": names.index(step) + 1,
        "plan": plan,
    }
    return VIEWS[step](request, plan, page)


@login_required
def on_offer(request):
    """Every template of the catalogue, and what is wrong with files that were added to it."""
    if not starting.may_start(request.user, request.person, timezone.localdate()):
        raise Http404
    known, slips = starting.on_offer(get_language())
    return render(request, "partnership/starting/on_offer.html", {"kinds": known, "slips": slips})


def _agreement(request, plan, page):
    form = AgreementForm(request.POST or None, initial=plan.get("avtale"))
    if not form.is_valid():
        return _ask(request, "agreement", page, form)
    told = form.cleaned_data
    obstacles = addresses.obstacles_to_creating(**{name: told[name] for name in ("key", "starts_on", "ends_on")})
    try:
        refuse_if(obstacles)
    except Refused as refusal:
        return refused(request, "partnership/starting/agreement.html", refusal, form=form, **page)
    changed = plan.get("avtale", {}).get("template") != told["template"]
    kept = {name: value for name, value in plan.items() if name != "forum" or not changed}
    return _on(request, kept, "avtale", _storable(told))


def _parties(request, plan, page):
    initial = [] if request.method == "POST" else plan.get("parter", [])
    rows = Parties(request.POST or None, initial=initial, prefix="part")
    lines = LinesForm(request.POST or None)
    page |= {"rows": rows, "lines": lines}
    if not request.POST or not all([rows.is_valid(), lines.is_valid()]):
        status = 422 if request.POST else 200
        return render(request, "partnership/starting/parties.html", page, status=status)
    parties = rows.parties + starting.parties_in(lines.cleaned_data["lines"])
    for party in parties:
        party["kind"] = party["kind"] or starting.kind_of(party["name"])
    page |= {"rows": Parties(initial=parties, prefix="part"), "lines": LinesForm()}
    if request.POST.get("act") == "add":
        return render(request, "partnership/starting/parties.html", page)
    try:
        refuse_if(starting.obstacles_to_parties(parties))
    except Refused as refusal:
        return refused(request, "partnership/starting/parties.html", refusal, **page)
    return _on(request, plan, "parter", parties)


def _forums(request, plan, page):
    template = starting.templates()[plan["avtale"]["template"]]
    initial = None
    if "forum" in plan:
        names = plan["forum"]
        initial = {f"keep_{told.key}": told.key in names for told in template.forums}
        initial |= {f"name_{key}": name for key, name in names.items()}
    form = ForumsForm(request.POST or None, template=template, initial=initial)
    if not form.is_valid():
        return _ask(request, "forums", page, form)
    return _on(request, plan, "forum", form.cleaned_data["names"])


def _secretariat(request, plan, page):
    form = SecretariatForm(request.POST or None, initial=plan.get("sekretariat"))
    if not form.is_valid():
        return _ask(request, "secretariat", page, form)
    return _on(request, plan, "sekretariat", form.cleaned_data)


def _summary(request, plan, page):
    about = dict(plan["avtale"])
    about |= {name: date.fromisoformat(about[name]) for name in ("starts_on", "ends_on")}
    template = starting.templates()[about.pop("template")]
    kinds = dict(Party.Kind.choices)
    page |= {
        "about": about,
        "chosen": template,
        "parties": [{**party, "kind": kinds[party["kind"]]} for party in plan["parter"]],
        "forums": list(plan["forum"].values()),
        "left_out": [told.name.nb for told in template.forums if told.key not in plan["forum"]],
        "secretariat": plan["sekretariat"],
    }
    if request.method != "POST":
        return render(request, "partnership/starting/summary.html", page)
    try:
        with transaction.atomic():
            partnership = start(
                template=template.key,
                about=about,
                parties=plan["parter"],
                forums=plan["forum"],
                secretariat=plan["sekretariat"],
                by=person_of(request.user),
            )
    except Refused as refusal:
        return refused(request, "partnership/starting/summary.html", refusal, **page)
    del request.session[PLAN]
    _invite_first(request, partnership)
    messages.success(request, _("%(name)s er opprettet.") % {"name": partnership})
    return redirect(partnership)


def _invite_first(request, partnership):
    """Send the first person of the secretariat a way in, where there is an address to send it to."""
    role = partnership.roles.filter(kind=PartnershipRole.Kind.SECRETARIAT).select_related("person").first()
    if role is None or role.person.user_id or not role.person.email:
        return
    person = role.person
    try:
        invite(person, to=partnership, email=person.email, link_to=link_with(request), by=person_of(request.user))
    except Refused as refusal:
        messages.warning(request, " ".join(f"{one.text} {one.who}" for one in refusal.obstacles))
    else:
        messages.success(request, _("Invitasjonen til %(person)s er sendt.") % {"person": person})


VIEWS = {
    "avtale": _agreement,
    "parter": _parties,
    "forum": _forums,
    "sekretariat": _secretariat,
    "oppsummering": _summary,
}


def _ask(request, template, page, form):
    status = 422 if form.is_bound else 200
    return render(request, f"partnership/starting/{template}.html", {**page, "form": form}, status=status)


def _on(request, plan, step, told):
    """Keep what was written in this step, and go on to the next."""
    request.session[PLAN] = {**plan, step: told}
    names = list(STEPS)
    return redirect("partnership:start_step", names[names.index(step) + 1])


def _storable(told):
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}
