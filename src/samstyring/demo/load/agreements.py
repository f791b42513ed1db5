"""Agreements with their steps, areas of working groups, focus areas and governing documents, as the sources tell."""

from django.utils.formats import date_format

from samstyring.demo.reading import day, rows, several, tables
from samstyring.partnership.models import (
    Agreement,
    AgreementStep,
    Area,
    Custodian,
    DocumentVersion,
    FocusLine,
    FocusList,
    GoverningDocument,
    OwnWord,
    Partnership,
)

STEPS = {
    "text-agreed": AgreementStep.Kind.AGREED,
    "draft-signed": AgreementStep.Kind.DRAFT,
    "local-adoption": AgreementStep.Kind.LOCAL,
    "government-approval": AgreementStep.Kind.GOVERNMENT,
    "signed": AgreementStep.Kind.SIGNED,
}
SEASONS = {"spring": "våren", "autumn": "høsten"}
DOCUMENT_KINDS = {
    "retningslinjer": GoverningDocument.Kind.GUIDELINE,
    "handlingsprogram": GoverningDocument.Kind.PROGRAMME,
    "strategi": GoverningDocument.Kind.STRATEGY,
    "notat": GoverningDocument.Kind.OTHER,
}


def load():
    for told in tables("partnerships")["partnership"]:
        partnership = Partnership.objects.get(key=told["key"])
        _agreements(partnership, told.get("framework", []))
        _areas(partnership)
        _focus(partnership, told.get("focus_area", []))
        _documents(partnership, told.get("document", []))
        for one in told.get("term", []):
            OwnWord.objects.create(
                partnership=partnership, word=one["word"], meaning=one["meaning"], adopted_in=one.get("in", ""),
                source=one.get("source", "eksempel"),
            )  # fmt: skip
        for one in told.get("custodian", []):
            Custodian.objects.create(
                partnership=partnership, kind=one["kind"], name=one["name"], from_day=partnership.starts_on,
                source=one.get("source", "eksempel"),
            )  # fmt: skip


def _agreements(partnership, frameworks):
    made = {}
    parties = {party.key: party for party in partnership.parties.all()}
    for told in frameworks:
        made[told["key"]] = agreement = Agreement.objects.create(
            partnership=partnership,
            name=told["name"],
            kind=told["kind"],
            from_day=day(told["from"]),
            to_day=day(told["to"], end=True),
            planned_to=told.get("planned_to", ""),
            text=told["text"],
            missing=told.get("missing", told.get("to_note", ""))[:300],
            source=told["source"],
        )
        agreement.parties.set(parties[key] for key in told.get("parties", []))
        agreement.territory.set(parties[key] for key in told.get("area", []))
        agreement.sources.set(partnership.sources.filter(key__in=told.get("sources", [])))
        _steps(agreement, told["key"])
    for told in frameworks:
        agreement = made[told["key"]]
        agreement.replaces, agreement.inside = made.get(told.get("predecessor")), made.get(told.get("inside"))
        agreement.save(update_fields=["replaces", "inside"])
    for told in frameworks:
        later = made.get(told.get("successor"))
        if later and later.replaces is None:
            later.replaces = made[told["key"]]
            later.save(update_fields=["replaces"])


def _steps(agreement, key):
    for row in rows("approvals"):
        if row["object_key"] == key and row["kind"] in STEPS:
            known = row["date_precision"] == "day"
            AgreementStep.objects.create(
                agreement=agreement,
                kind=STEPS[row["kind"]],
                taken_on=day(row["date"]) if known else None,
                day_words="" if known else _when(row),
                body=row["body_raw"],
                note=row["note"][:300],
                source=row["source"][:400],
            )


def _when(row):
    """`våren 2020`, `desember 2019`: no nearer than the source."""
    if row["date_precision"] in SEASONS:
        return f"{SEASONS[row['date_precision']]} {row['date']}"
    return date_format(day(row["date"]), "F Y" if "-" in row["date"] else "Y").lower()


def _areas(partnership):
    forums = {forum.key: forum for forum in partnership.forums.all()}
    names = {p.key: p.name.removesuffix(" kommune") for p in partnership.parties.all()}
    for row in rows("areas"):
        if row["partnership"] == partnership.key:
            Area.objects.create(
                partnership=partnership,
                name=row["name"],
                forum=forums[row["working_group"]],
                places=[names[key] for key in several(row["municipalities"])] + several(row["districts"]),
                from_day=forums[row["working_group"]].from_day,
                is_assumed=row["basis"] == "inferred",
                source=row["source"],
            )


def _focus(partnership, told):
    """The list as it is known, as the first version. No source tells when it was adopted."""
    if not told:
        return
    first = FocusList.objects.create(
        partnership=partnership,
        version=1,
        missing="Når listen ble vedtatt, og av hvem, er ikke funnet.",
        source=" ; ".join(dict.fromkeys(area["source"] for area in told if area.get("source")))[:400],
    )
    works_on = {}
    for row in rows("forums"):
        if row["partnership"] == partnership.key:
            for key in several(row["focus_areas"]):
                works_on.setdefault(key, []).append(partnership.forums.get(key=row["key"]))
    for order, area in enumerate(partnership.focus_areas.all()):
        line = FocusLine.objects.create(list=first, name=area.name, area=area, order=order)
        line.forums.set(works_on.get(area.key, ()))


def _documents(partnership, told):
    forums = {forum.key: forum for forum in partnership.forums.all()}
    for one in told:
        document = GoverningDocument.objects.create(
            partnership=partnership, title=one["name"], kind=DOCUMENT_KINDS[one["kind"]]
        )
        document.forums.set(forums[key] for key in one.get("forums", []))
        DocumentVersion.objects.create(
            document=document,
            version=1,
            adopted_on=day(one["adopted_on"]),
            adopter=forums.get(one["adopted_by"]),
            adopted_in=one["case_raw"],
            link=one["source"] if one["source"].startswith("https://") else "",
            missing=one["missing"][:250],
            source=one["source"],
        )
