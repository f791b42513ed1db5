"""Osloregionen ahead: the yearly programme with budget, first in the coordination group, then in the board."""

from samstyring.demo.reading import at
from samstyring.demo.story.setting import Setting
from samstyring.ground import history


def lay(miljoloftet):
    setting = Setting(miljoloftet.today, "osloregionen")
    year = setting.today.year + 1
    group_day, board_day = setting.ahead(6), setting.ahead(21)
    case = setting.case(
        "handlingsprogram",
        f"Handlingsprogram med budsjett {year}",
        on=setting.before(30),
        flow=[("kg", "advice", group_day), ("styret", "decision", board_day)],
    )
    paper = setting.paper(
        case,
        on=setting.before(12),
        proposal=f"Styret vedtar handlingsprogram med budsjett for {year} (eksempel).",
        background="Programmet følger de strategiske føringene 2025-2028. Faggruppene har gitt innspill (eksempel).",
        assessment="Koordineringsgruppen bes om faglige råd før styret behandler saken.",
    )
    group = setting.forum("kg")
    meeting = setting.meeting(
        group, on=group_day, status="called", called_on=setting.before(2), place="Nettmøte (eksempel)"
    )
    setting.item(meeting, case, "advice", paper=paper, sequence=1)
    history.record("meeting.called", about=[meeting, group], by=setting.secretary, at=at(setting.before(2), 12))
    setting.meeting(setting.forum("styret"), on=board_day, status="planned", place="Oslo rådhus (eksempel)")
