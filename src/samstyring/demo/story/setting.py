"""Where and when the example story takes place, and the few things every part of it makes."""

import hashlib
from datetime import date, time, timedelta

from samstyring.casework.models import (
    AgendaItem,
    Attendance,
    Case,
    CaseNumber,
    FlowStep,
    Meeting,
    PaperVersion,
)
from samstyring.demo.reading import at
from samstyring.ground import history
from samstyring.partnership.models import CaseKind, Forum, Partnership, Party, Person


def weekday(day):
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


class Setting:
    """Miljøløftet on the day the demo is loaded. `last` is the year before."""

    def __init__(self, today, key="miljoloftet"):
        self.today = today
        self.last = today.year - 1
        self.partnership = Partnership.objects.get(key=key)

    def day(self, month, day):
        """A working day of last year."""
        return weekday(date(self.last, month, day))

    def ahead(self, days):
        return weekday(self.today + timedelta(days=days))

    def before(self, days):
        return weekday(self.today - timedelta(days=days + 2))

    def forum(self, key):
        return Forum.objects.get(partnership=self.partnership, key=key)

    def party(self, key):
        return Party.objects.get(partnership=self.partnership, key=key)

    def person(self, username):
        return Person.objects.get(user__username=username)

    @property
    def secretary(self):
        return self.person("thea" if self.partnership.key == "osloregionen" else "eva")

    def case(self, kind, title, *, on, flow=(), amount_mnok=None):
        """`flow` is a row of (forum key or None, purpose, planned day)."""
        case = Case.objects.create(
            partnership=self.partnership,
            kind=CaseKind.objects.get(partnership=self.partnership, key=kind),
            title=title,
            created_on=on,
            responsible=self.secretary,
            amount_mnok=amount_mnok,
            is_example=True,
        )
        history.record("case.opened", about=case, by=self.secretary, at=at(on))
        for order, (key, purpose, planned_on) in enumerate(flow, start=1):
            forum = self.forum(key) if key else None
            FlowStep.objects.create(case=case, order=order, forum=forum, purpose=purpose, planned_on=planned_on)
        return case

    def paper(self, case, *, on, note="", **sections):
        words = "\n".join(sections.values())
        paper = PaperVersion.objects.create(
            case=case,
            version=case.papers.count() + 1,
            change_note=note,
            author=self.secretary,
            written_at=at(on, 10),
            sha256=hashlib.sha256(words.encode()).hexdigest(),
            **sections,
        )
        history.record(
            "paper.written",
            about=[case, paper],
            by=self.secretary,
            at=at(on, 10),
            version=paper.version,
            sha256=paper.sha256,
        )
        return paper

    def meeting(self, forum, *, on, status, called_on=None, place="Rådhuset, møterom 1 (eksempel)"):
        meeting = Meeting.objects.create(
            partnership=self.partnership,
            day=on,
            starts_at=time(9),
            ends_at=time(12),
            place=place,
            status=status,
            called_at=at(called_on, 12) if called_on else None,
            called_by=self.secretary if called_on else None,
            is_example=True,
        )
        meeting.forums.add(forum)
        for order, standing in enumerate(("call", "impartiality", "minutes"), start=1):
            AgendaItem.objects.create(meeting=meeting, forum=forum, order=order, standing=standing)
        AgendaItem.objects.create(meeting=meeting, forum=forum, order=99, standing="any_other")
        return meeting

    def item(self, meeting, case, purpose, *, paper=None, sequence=None):
        """The case on the agenda; numbered when the call is sent, as `sequence` in the forum's year."""
        forum = meeting.forums.get()
        number = None
        if sequence:
            number = CaseNumber.objects.create(case=case, forum=forum, year=meeting.day.year, sequence=sequence)
        return AgendaItem.objects.create(
            meeting=meeting,
            forum=forum,
            order=10 + meeting.items.count(),
            case=case,
            purpose=purpose,
            number=number,
            paper=paper,
            present_minutes=10,
            discuss_minutes=20,
        )

    def attend(self, meeting, *, absent=()):
        """Everybody seated that day was there, except these parties."""
        forum = meeting.forums.get()
        for seat in forum.seats.on(meeting.day).filter(person__isnull=False).select_related("party"):
            Attendance.objects.create(
                meeting=meeting,
                seat=seat,
                person=seat.person,
                party=seat.party,
                present=seat.kind != "deputy" and (seat.party is None or seat.party.key not in absent),
            )
