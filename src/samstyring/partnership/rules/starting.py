"""From a template to a partnership of one's own: who may, which forums are kept, and who the parties are."""

from dataclasses import replace

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from samstyring import catalogue
from samstyring.catalogue import Words
from samstyring.ground.refusal import Obstacle
from samstyring.partnership.models import PartnershipRole, Party

STATE_WORDS = ("staten", "statens", "direktorat", "departement", "statsforvalter", "nye veier", "bane nor")
ADOPTIONS = {
    "political_treatment": Party.Adoption.LOCAL,
    "confirmation": Party.Adoption.CONFIRM,
    "none": Party.Adoption.NONE,
}
BODIES = {Party.Kind.MUNICIPALITY: "kommunestyret", Party.Kind.COUNTY: "fylkestinget"}

NO_TEMPLATE = Obstacle(
    "no-template",
    _("Malen «{template}» finnes ikke lenger i katalogen."),
    _("Velg en annen mal."),
)
TOO_FEW_PARTIES = Obstacle(
    "too-few-parties",
    _("Et samarbeid har minst to parter. Her står det {number}."),
    _("Skriv inn dem som har undertegnet avtalen."),
)
PARTY_TWICE = Obstacle(
    "party-twice",
    _("{party} står to ganger."),
    _("Tøm den ene raden."),
)
TOP_FORUM_LEFT_OUT = Obstacle(
    "top-forum-left-out",
    _("{forum} vedtar mandatene til andre forum og må være med."),
    _("Kryss av forumet. Det kan få et annet navn."),
)
NOBODY_IN_SECRETARIAT = Obstacle(
    "nobody-in-secretariat",
    _("Samarbeidet mangler den første personen i sekretariatet."),
    _("Velg deg selv, eller skriv navnet på en annen."),
)


def may_start(user, person, day):
    """Whoever runs the installation, and administrators of the partnerships in it (docs/decisions/0014)."""
    if user.is_staff:
        return True
    if person is None:
        return False
    held = PartnershipRole.objects.on(day).filter(person=person)
    return held.filter(kind=PartnershipRole.Kind.ADMINISTRATOR).exists()


def templates():
    """{key: template} of every type of partnership on offer, by name."""
    known = catalogue.load().partnerships
    return dict(sorted(known.items(), key=lambda pair: pair[1].name.nb))


def on_offer(language):
    """([{heading, templates with their parts}], [sentence for each file that cannot be used])."""
    known = catalogue.load()
    kinds = (
        (_("Typer samarbeid"), known.partnerships, "forums"),
        (_("Vurderingskriterier"), known.criteria, "criteria"),
        (_("Sjekklister"), known.checklists, "points"),
        (_("Indikatorer"), known.indicators, "indicators"),
        (_("Sjekkpunkter for program"), known.gates, "stages"),
    )
    told = [
        {
            "heading": heading,
            "templates": [
                {
                    "template": template,
                    "name": template.name.in_language(language),
                    "parts": [
                        (part.text if parts == "points" else part.name).in_language(language)
                        for part in getattr(template, parts)
                    ],
                }
                for template in templates.values()
            ],
        }
        for heading, templates, parts in kinds
    ]
    return told, [slip.sentence(language) for slip in known.slips]


def lacking(*, template, parties, forums, secretariat):
    """Yield what the plan of a new partnership still lacks, step by step."""
    known = templates()
    if template not in known:
        yield NO_TEMPLATE(template=template)
        return
    yield from obstacles_to_parties(parties)
    yield from obstacles_to_forums(known[template], forums)
    if not secretariat:
        yield NOBODY_IN_SECRETARIAT()


def obstacles_to_parties(parties):
    if len(parties) < 2:
        yield TOO_FEW_PARTIES(number=len(parties))
    seen = set()
    for party in parties:
        if party["name"].casefold() in seen:
            yield PARTY_TWICE(party=party["name"])
        seen.add(party["name"].casefold())


def obstacles_to_forums(template, names):
    """The forum at the top that adopts the mandates of the others cannot be left out."""
    owners = {forum.owner for forum in template.forums}
    for forum in template.forums:
        if not forum.owner and forum.key in owners and forum.key not in names:
            yield TOP_FORUM_LEFT_OUT(forum=forum.name.nb)


# Parties


def kind_of(name):
    """What sort of body a name like «Bergen kommune» stands for."""
    low = name.casefold()
    if "fylkeskommune" in low:
        return Party.Kind.COUNTY
    if "kommune" in low:
        return Party.Kind.MUNICIPALITY
    if any(word in low for word in STATE_WORDS):
        return Party.Kind.STATE
    if low.endswith(("regionen", "regionråd")):
        return Party.Kind.REGION
    return Party.Kind.OTHER


def parties_in(lines):
    """Parties from pasted lines, one each; a tab or a semicolon may be followed by the body that treats cases."""
    found = []
    for line in lines.splitlines():
        name, _separator, body = line.replace("\t", ";").partition(";")
        if name.strip():
            found.append({"name": name.strip()[:160], "kind": "", "body": body.split(";")[0].strip()[:120]})
    return found


def party_values(template, parties):
    """The parties with key, short name, and how the template lets each kind adopt a programme."""
    rules = {rule.party_kind: rule for rule in template.adoption}
    taken = set()
    for order, told in enumerate(parties):
        kind = told.get("kind") or kind_of(told["name"])
        adoption = ADOPTIONS[rules[kind].act] if kind in rules else Party.Adoption.NONE
        short = told["name"].removesuffix(" fylkeskommune").removesuffix(" kommune")
        yield {
            "key": own_key(short, taken),
            "name": told["name"],
            "short": short[:60],
            "kind": kind,
            "adoption": adoption,
            "political_body": told.get("body")
            or (BODIES.get(kind, "") if adoption == Party.Adoption.LOCAL else ""),
            "order": order,
        }


def own_key(name, taken, longest=40):
    """The name as a word for addresses, unlike those `taken`, to which it is added."""
    letters = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
    stem = slugify(name.casefold().translate(letters))[:longest].strip("-") or "ny"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    taken.add(key)
    return key


# Forums


def with_forums(template, names):
    """The template with only the forums in `names`, {key: name}, called by those names.

    What leads to a forum that is left out leads on to where that forum itself would have led.
    """
    forums = {forum.key: forum for forum in template.forums}

    def kept(key, onwards):
        while key and key not in names:
            key = onwards(forums[key])
        return key

    def next_owner(forum):
        return forum.owner

    def next_prepared(forum):
        return next(iter(forum.prepares_for), "")

    def renamed(forum):
        prepares_for = [kept(key, next_prepared) for key in forum.prepares_for]
        name = names[forum.key]
        return replace(
            forum,
            name=forum.name if name == forum.name.nb else Words(nb=name, nn=name, en=name),
            owner=kept(forum.owner, next_owner),
            prepares_for=tuple(dict.fromkeys(key for key in prepares_for if key and key != forum.key)),
        )

    return replace(
        template,
        forums=tuple(renamed(forum) for forum in template.forums if forum.key in names),
        case_kinds=tuple(
            replace(kind, flow=tuple(step for step in kind.flow if step.kind == "local" or step.forum in names))
            for kind in template.case_kinds
        ),
    )
