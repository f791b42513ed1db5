"""What is left in a pot, and who may release it to whom."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from samstyring.ground import formats
from samstyring.ground.formats import number
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import Authority
from samstyring.partnership.rules import acting
from samstyring.portfolio.models import PotRelease, Programme, ProgrammeLine

NOT_A_POT = Obstacle("release-not-pot", _("Linjen er ikke en samlepott."), _("Velg en samlepott i programmet."))
NOT_ADOPTED = Obstacle(
    "release-before-adoption",
    _("{programme} er ikke vedtatt, så ingenting i samlepotten kan frigis ennå."),
    _("Vent til programmet er vedtatt."),
)
MORE_THAN_LEFT = Obstacle(
    "release-more-than-left",
    _("Det er {left} mill. kr igjen i «{pot}» i {year}. {amount} mill. kr er mer enn det."),
    _("Frigi et mindre beløp, eller ta tilbake noe som er frigitt."),
)
NOTHING = Obstacle("release-nothing", _("Beløpet må være over null."), _("Skriv et beløp."))
NOT_IN_FORCE = Obstacle(
    "release-mandate",
    _("«{mandate}» gjaldt ikke {day}."),
    _("Velg et punkt i et mandat som gjaldt den dagen, eller rett datoen."),
)
GIVES_NOTHING = Obstacle(
    "release-no-authority",
    _("Punkt {point} i «{mandate}» gir ingen myndighet til å avgjøre: «{text}»"),
    _("Velg et punkt som gir vedtaksmyndighet."),
)
NOT_OF_FORUM = Obstacle(
    "release-other-forum",
    _("«{mandate}» gjelder ikke for {forum}."),
    _("Velg et punkt i forumets eget mandat."),
)
ABOVE_LIMIT = Obstacle(
    "release-above-limit",
    _("Punkt {point} i «{mandate}» gjelder til og med {limit} mill. kr. {amount} mill. kr er mer enn det."),
    _("Legg saken fram for forumet som har myndigheten."),
)
IN_THE_FUTURE = Obstacle(
    "release-in-future", _("Datoen {day} er ikke kommet ennå."), _("Registrer avgjørelsen når den er tatt.")
)
BEFORE_ADOPTION = Obstacle(
    "release-before-decision",
    _("Datoen {day} er før programmet ble vedtatt {adopted}."),
    _("Rett datoen."),
)
SUPERSEDED = Obstacle(
    "release-superseded",
    _("{programme}, versjon {version}, har tatt over {year}."),
    _("Frigi pengene fra samlepotten i den versjonen."),
)
OTHER_PARTNERSHIP = Obstacle(
    "release-other-partnership", _("Prosjektet hører til et annet samarbeid."), _("Velg et annet prosjekt.")
)
NO_REASON = Obstacle("release-no-reason", _("Begrunnelsen mangler."), _("Skriv hvorfor."))
LESS_THAN_RELEASED = Obstacle(
    "pot-less-than-released",
    _(
        "{released} mill. kr er frigitt av «{pot}» i {year}. Samlepotten kan ikke fjernes eller bli mindre enn det."
    ),
    _("Ta tilbake det som er frigitt først, eller la linjen stå."),
)
TAKEN_BACK = Obstacle(
    "release-taken-back", _("Beløpet er alt tatt tilbake."), _("Last siden på nytt for å se hvem som gjorde det.")
)


def same_pot(line):
    """The pot in every version of the programme: money released from one version is gone in the next too."""
    return ProgrammeLine.objects.filter(
        programme__partnership=line.programme.partnership_id, pot=line.pot, source=line.source_id, year=line.year
    )


def standing(line):
    """What has been released from the pot, in any version, and not taken back."""
    return PotRelease.objects.filter(line__in=same_pot(line), taken_back_on__isnull=True)


def releases_of(line):
    """Everything ever released from the pot, in any version."""
    return PotRelease.objects.filter(line__in=same_pot(line))


def left(line):
    """What is left of the pot in that year."""
    return line.amount_mnok - sum((one.amount_mnok for one in standing(line)), Decimal(0))


def authorities(partnership):
    """The points that let a forum conclude, in mandates that have been adopted."""
    found = Authority.objects.filter(mandate__partnership=partnership, is_limit=False)
    return (
        found.filter(mandate__adopted_on__isnull=False).select_related("mandate").order_by("mandate__title", "pk")
    )


def obstacles_to_releasing(line, *, project, amount, forum, authority, decided_on, reason, by, on):
    """Yield every reason why this money cannot go to this project."""
    programme = line.programme
    yield from acting.obstacles_to_acting_as_secretariat(by, programme.partnership, on)
    if not line.pot:
        yield NOT_A_POT()
    if programme.decision_id is None:
        yield NOT_ADOPTED(programme=programme)
    elif decided_on < programme.decision.decided_on:
        yield BEFORE_ADOPTION(day=formats.day(decided_on), adopted=formats.day(programme.decision.decided_on))
    elif newer := _newer(programme, line.year):
        yield SUPERSEDED(programme=newer, version=newer.version, year=line.year)
    if project.partnership_id != programme.partnership_id:
        yield OTHER_PARTNERSHIP()
    if decided_on > on:
        yield IN_THE_FUTURE(day=formats.day(decided_on))
    if not reason.strip():
        yield NO_REASON()
    yield from _obstacles_in_mandate(authority, forum, decided_on, amount)
    if amount <= 0:
        yield NOTHING()
    elif amount > left(line):
        yield MORE_THAN_LEFT(left=number(left(line), 3), pot=line.pot, year=line.year, amount=number(amount, 3))


def _newer(programme, year):
    """The adopted programme that has taken over the year, or None."""
    later = Programme.objects.filter(partnership=programme.partnership_id, decision__isnull=False)
    newest = later.filter(first_year__lte=year).order_by("-first_year", "-version").first()
    return newest if newest and newest.pk != programme.pk and year in newest.calendar_years else None


def _obstacles_in_mandate(authority, forum, decided_on, amount):
    mandate = authority.mandate
    told = {"mandate": mandate, "point": authority.point}
    if not mandate.is_in_force_on(decided_on):
        yield NOT_IN_FORCE(day=formats.day(decided_on), **told)
    if not mandate.forums.filter(pk=forum.pk).exists():
        yield NOT_OF_FORUM(forum=forum, **told)
    if authority.is_limit or not {"adopted", "endorsed"} & set(authority.outcomes):
        yield GIVES_NOTHING(text=authority.text, **told)
    if authority.limit_mnok is not None and amount > authority.limit_mnok:
        yield ABOVE_LIMIT(limit=number(authority.limit_mnok), amount=number(amount), **told)


def _pot_lines(lines, amounts):
    """(line, what it would hold, what is released from it) of each pot among the lines."""
    for line in lines.filter(year__in=amounts).exclude(pot="").select_related("programme"):
        yield line, amounts[line.year] or Decimal(0), line.amount_mnok - left(line)


def obstacles_to_holding_less(lines, amounts):
    """Yield where a pot would hold less than has been released from it, in any version."""
    for line, wanted, out in _pot_lines(lines, amounts):
        if wanted < out:
            yield LESS_THAN_RELEASED(pot=line.pot, year=line.year, released=number(out, 3))


def obstacles_to_shrinking(lines, amounts):
    """The same, and a line that money was ever released from is not taken away."""
    for line, wanted, out in _pot_lines(lines, amounts):
        if wanted < out or (not wanted and line.releases.exists()):
            yield LESS_THAN_RELEASED(pot=line.pot, year=line.year, released=number(out, 3))


def obstacles_to_taking_back(release, *, reason, by, on):
    """Yield why what was released cannot be taken back."""
    programme = release.line.programme
    yield from acting.obstacles_to_acting_as_secretariat(by, programme.partnership, on)
    if release.taken_back_on is not None:
        yield TAKEN_BACK()
    if not reason.strip():
        yield NO_REASON()


@dataclass(frozen=True)
class Pot:
    """One pot line with what has been released from it."""

    line: object
    releases: tuple
    released: Decimal
    left: Decimal

    @property
    def share(self):
        """How much is released, 0–100, for the bar."""
        return round(float(100 * self.released / self.line.amount_mnok), 1) if self.line.amount_mnok else 0


def pots(programme):
    """Every pot of the programme, with what is released in any version. Two queries."""
    lines = list(programme.lines.exclude(pot="").select_related("source").order_by("pot", "source__order", "year"))
    given = defaultdict(list)
    related = ("project__partnership", "forum", "authority__mandate", "recorded_by")
    names = {line.pot for line in lines}
    releases = PotRelease.objects.filter(
        line__programme__partnership=programme.partnership_id, line__pot__in=names
    )
    for release in releases.select_related("line", *related):
        given[release.line.pot, release.line.source_id, release.line.year].append(release)
    found = []
    for line in lines:
        of = tuple(given[line.pot, line.source_id, line.year])
        out = sum((one.amount_mnok for one in of if one.taken_back_on is None), Decimal(0))
        found.append(Pot(line, of, out, line.amount_mnok - out))
    return tuple(found)
