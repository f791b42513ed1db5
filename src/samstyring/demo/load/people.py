"""Invented people with a role each, and the seats that the sources know without a holder."""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from samstyring.demo.reading import day, rows, tables
from samstyring.partnership.models import (
    Forum,
    Partnership,
    PartnershipRole,
    Party,
    PartyRole,
    Person,
    Seat,
    SeatType,
)

# How the sign-in page groups people: (heading, what the title or role says).
HEADINGS = (
    ("Sekretariat", ("secretariat", "administrator")),
    ("Styringsgruppe og styre", ("styringsgruppe", "styret")),
    ("Prioriteringsråd og koordineringsgruppe", ("prioriteringsrad", "kg")),
    ("Prosjekteiere", ("owner",)),
    ("Samordning og arbeidsgrupper", ("samordning", "arbeidsgruppe", "fg-", "tg-")),
    ("Partenes sekretærer", ("clerk", "officer")),
    ("Lesere, observatører og andre", ("reader", "observer", "executor", "")),
)

PARTNERSHIP_NAMES = {told["key"]: told["short"] for told in tables("partnerships")["partnership"]}


def load():
    users = get_user_model()
    unusable = make_password(None)
    people = {}
    for row in rows("people"):
        user = users.objects.create(username=row["username"], password=unusable)
        people[row["username"]] = Person.objects.create(user=user, name=row["name"])
    scopes = {"partnership": _partnership_role, "party": _party_role, "forum": _seat}
    for row in rows("people_roles"):
        if place := scopes.get(row["scope"]):
            partnership = Partnership.objects.get(key=row["partnership"])
            place(
                partnership,
                people[row["username"]],
                row,
                from_day=day(row["from"]),
                to_day=day(row["to"], end=True),
            )
    _known_seats()


def _partnership_role(partnership, person, row, **period):
    kinds = set(PartnershipRole.Kind)
    kind = row["role"] if row["role"] in kinds else PartnershipRole.Kind.READER
    PartnershipRole.objects.create(partnership=partnership, person=person, kind=kind, **period)


def _party_role(partnership, person, row, **period):
    party = Party.objects.get(partnership=partnership, key=row["target"])
    PartyRole.objects.create(party=party, person=person, kind=row["role"], **period)


def _seat(partnership, person, row, **period):
    party = Party.objects.filter(partnership=partnership, key=row["party"]).first()
    forum = Forum.objects.get(partnership=partnership, key=row["target"])
    Seat.objects.create(forum=forum, person=person, party=party, kind=row["role"], **period)


def _known_seats():
    """Seats by office and organisation, as the sources list them, without names."""
    forums = {(f.partnership.key, f.key): f for f in Forum.objects.select_related("partnership")}
    parties = {(p.partnership.key, p.key): p for p in Party.objects.select_related("partnership")}
    for row in rows("seats"):
        if row["seat"] in SeatType.values and (row["role"] or row["role_raw"]):
            Seat.objects.create(
                forum=forums[row["partnership"], row["forum"]],
                party=parties.get((row["partnership"], row["party"])),
                kind=row["seat"],
                title=f"{row['role'] or row['role_raw']}, {row['organisation_raw']}".strip(", ")[:120],
                from_day=day(row["from"]),
                to_day=day(row["to"], end=True),
                source=row["source"],
            )


def sign_in_groups(users):
    """[(heading, [{name, role, username}])]: each person once, under the first heading that fits."""
    with_account = {user.username for user in users}
    roles = {}
    for row in rows("people_roles"):
        words = row["target"] if row["scope"] == "forum" and row["role"] != "observer" else row["role"]
        roles.setdefault(row["username"], []).append(words)
    grouped = {heading: [] for heading, _marks in HEADINGS}
    for row in rows("people"):
        if row["username"] in with_account:
            held = roles.get(row["username"], [""])
            heading = next(
                heading
                for heading, marks in HEADINGS
                if any(word.startswith(mark) for word in held for mark in marks)
            )
            grouped[heading].append(
                {"name": row["name"], "role": PARTNERSHIP_NAMES[row["partnership"]], "username": row["username"]}
            )
    return [(heading, listed) for heading, listed in grouped.items() if listed]
