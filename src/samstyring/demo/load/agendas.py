"""Real meetings with their agendas as they were printed, and the cases the seeds tell about.

Imported history is kept as it was: raw numbers, no mandate where there was none, and no outcome where the
source shows only the proposal.
"""

import hashlib
import re
from datetime import time

from samstyring.casework.models import (
    AgendaItem,
    Attachment,
    Case,
    CaseNumber,
    CaseRelation,
    Decision,
    FlowStep,
    MandateAdoption,
    Meeting,
    PaperVersion,
)
from samstyring.demo.reading import amount, at, day, rows, several, tables
from samstyring.partnership.models import CaseKind, Forum, Mandate, Partnership

STANDING = {
    "formalia": AgendaItem.Standing.CALL,
    "referat": AgendaItem.Standing.MINUTES,
    "eventuelt": AgendaItem.Standing.ANY_OTHER,
}


def load():
    forums = {(f.partnership.key, f.key): f for f in Forum.objects.select_related("partnership")}
    meetings = {row["id"]: _meeting(row, forums) for row in rows("meetings")}
    cases = {told["key"]: _case(told, forums) for told in tables("cases")["case"]}
    numbered = _items(meetings, forums)
    for told in tables("cases")["case"]:
        _relations(told, cases)
        _treatment(told, cases[told["key"]], meetings, forums, numbered)


def plain(missing):
    """`outcome: kilden viser bare forslaget` without the field names that only the files know."""
    sentences = re.split(r"(?:^|(?<=[.;]) ?)[a-z_.]+(?:, [a-z_.]+)*: ", missing)
    return " ".join(s.strip()[0].upper() + s.strip()[1:] for s in sentences if s.strip())


def _clock(text):
    return time.fromisoformat(text) if text else None


def _meeting(row, forums):
    meeting = Meeting.objects.create(
        partnership=Partnership.objects.get(key=row["partnership"]),
        day=day(row["date"]),
        starts_at=_clock(row["time_start"]),
        ends_at=_clock(row["time_end"]),
        place=row["place"],
        status=row["status"] or "held",
        status_reason=row["note"][:250] if row["status"] == "cancelled" else "",
        note=" ".join(filter(None, (row["number_raw"], row["date_note"], row["note"]))),
        source=row["source"],
    )
    meeting.forums.set(forums[row["partnership"], key] for key in several(row["forum"]))
    return meeting


def _items(meetings, forums):
    """Agenda points as printed; returns {(meeting id, number, year): item} for those the cases belong to."""
    numbered = {}
    for row in rows("meeting_items"):
        meeting = meetings[row["meeting"]]
        item = AgendaItem.objects.create(
            meeting=meeting,
            forum=forums[row["partnership"], several(row["forum"])[0]],
            order=int(row["order"]),
            standing=STANDING.get(row["kind_raw"], AgendaItem.Standing.OTHER),
            raw_number=row["number_raw"],
            title=row["title_raw"][:250],
            note="\n".join(filter(None, (row["subitems"], row["remark"]))),
        )
        numbered[meeting.pk, row["number"], row["year"]] = item
    return numbered


def _case(told, forums):
    partnership = Partnership.objects.get(key=told["partnership"])
    money = told.get("amount", {})
    case = Case.objects.create(
        partnership=partnership,
        kind=CaseKind.objects.get(partnership=partnership, key=told["kind"]),
        title=told.get("title") or told["title_raw"],
        created_on=_when(told),
        amount_mnok=amount(money["nok"]) / 1_000_000 if money.get("nok") else None,
        amount_vat=money.get("vat_basis", ""),
        source=told["source"],
        missing=plain(told.get("missing", ""))[:300],
    )
    if any(told.get(section) for section in PaperVersion.SECTIONS):
        PaperVersion.objects.create(
            case=case,
            version=1,
            change_note="Gjengitt med egne ord etter kilden",
            written_at=at(_when(told)),
            sha256=_hash(told),
            **{section: told.get(section, "").strip() for section in PaperVersion.SECTIONS},
        )
    for annex in told.get("annex", []):
        Attachment.objects.create(
            case=case,
            label=annex["label"][:20],
            title=annex["title"] or annex.get("referred", ""),
            missing=annex.get("missing", "Innholdet er ikke funnet.")[:200],
        )
    for station in told.get("station", []):
        planned = station.get("planned_on", "")
        FlowStep.objects.create(
            case=case,
            order=station["order"],
            forum=forums.get((told["partnership"], station["forum"])),
            purpose=station["purpose"],
            planned_on=day(planned) if len(planned) == 10 else None,
        )
    if number := told.get("number"):
        CaseNumber.objects.create(
            case=case,
            forum=forums[told["partnership"], told["forum"]],
            year=number["year"],
            sequence=number["sequence"],
            raw=told["number_raw"],
        )
    return case


def _when(told):
    """The day a case is from: its decision, its meeting, or the first day of its year."""
    if told.get("decided_on"):
        return day(told["decided_on"])
    met = next((row for row in rows("meetings") if row["id"] == told.get("meeting")), None)
    return day(met["date"]) if met else day(told["number"]["year"])


def _hash(told):
    words = "\n".join(told.get(section, "") for section in PaperVersion.SECTIONS)
    return hashlib.sha256(words.encode()).hexdigest()


def _relations(told, cases):
    for relation in told.get("related", []):
        if relation["case"] in cases:
            CaseRelation.objects.create(
                case=cases[told["key"]], other=cases[relation["case"]], kind=relation["relation"]
            )


def _treatment(told, case, meetings, forums, numbered):
    """Put the case on the agenda it stood on and keep the outcome, where a source tells them."""
    forum = forums[told["partnership"], told["forum"]]
    number = case.numbers.first()
    item = None
    if meeting := meetings.get(told.get("meeting")):
        year, sequence = (str(number.year), str(number.sequence)) if number else ("", "")
        item = numbered.get((meeting.pk, sequence, year))
        item = item or AgendaItem(meeting=meeting, forum=forum, order=meeting.items.count() + 1)
        item.case, item.number, item.standing, item.title = case, number, "", ""
        item.purpose, item.paper = told["purpose"], case.latest_paper
        item.save()
    if not told.get("outcome"):
        return
    on = day(told.get("decided_on")) or meeting.day
    decision = Decision.objects.create(
        case=case,
        forum=forum,
        item=item,
        mandate=forum.mandate_on(on),
        paper=case.latest_paper,
        outcome=told["outcome"],
        text=told.get("outcome_note", ""),
        decided_on=on,
        is_imported=True,
        source=told["source"],
    )
    for key in told.get("adopts_mandates", []):
        _adoption(case, decision, told["partnership"], key)


def _adoption(case, decision, partnership, key):
    told = next(m for m in tables("mandates")["mandate"] if (m["partnership"], m["key"]) == (partnership, key))
    mandate = Mandate.objects.get(partnership__key=partnership, title=told["title"], version=told["version"])
    MandateAdoption.objects.create(case=case, mandate=mandate, decision=decision)
