"""Seats as examples: an office that gives a seat, a guest at one item, and an election on its way."""

from samstyring.casework.actions import elections, invitations
from samstyring.casework.models import AgendaItem
from samstyring.demo.story.setting import Setting
from samstyring.partnership.models import FollowingSeat, OfficeRule, Seat, SeatType


def lay(miljoloftet):
    _group_leaders_coordinate(miljoloftet)
    osloregionen = Setting(miljoloftet.today, "osloregionen")
    _guest_of_the_coordination_group(osloregionen)
    _group_chooses_its_leader(osloregionen)


def _group_leaders_coordinate(setting):
    """The leaders of the working groups sit in the coordination function (001:833-838); the facts say so twice."""
    coordination = setting.forum("samordning")
    for group in setting.partnership.forums.filter(key__startswith="arbeidsgruppe-"):
        rule = OfficeRule.objects.create(
            office_forum=group, office_kind=SeatType.LEADER, forum=coordination, kind=SeatType.MEMBER,
            from_day=coordination.from_day,
        )  # fmt: skip
        for office in group.seats.filter(kind=SeatType.LEADER, person__isnull=False):
            seat = Seat.objects.filter(
                forum=coordination, person=office.person, kind=SeatType.MEMBER, from_day=office.from_day
            ).first()
            if seat:
                FollowingSeat.objects.create(seat=seat, office=office, rule=rule)


def _guest_of_the_coordination_group(setting):
    """A group leader without a seat there is invited to the item that concerns the group (003:97-99)."""
    items = AgendaItem.objects.filter(forum=setting.forum("kg"), case__isnull=False)
    item = items.filter(meeting__day__gt=setting.today).first()
    office = setting.forum("fg-atp").seats.get(kind=SeatType.LEADER)
    invitations.invite(
        office.person, to=item, capacity=f"leder av {office.forum}", by=setting.secretary, on_day=setting.today
    )


def _group_chooses_its_leader(setting):
    """A group elects its leader in a constituting meeting (003:81, 003:159)."""
    group = setting.forum("fg-klima")
    election = elections.hold(
        group, chosen_by=group, from_day=setting.ahead(30), meeting_day=setting.ahead(30),
        place="Nettmøte (eksempel)", by=setting.secretary, on_day=setting.today,
    )  # fmt: skip
    members = group.seats.on(setting.today).filter(kind__in=(SeatType.LEADER, SeatType.MEMBER))
    for seat in members.select_related("person", "party")[:2]:
        elections.nominate(
            election, seat.person, kind=SeatType.LEADER, party=seat.party, by=setting.secretary,
            on_day=setting.today,
        )  # fmt: skip
