"""Osloregionen ahead: the yearly programme with budget, first in the coordination group, then in the board.

Members of the groups propose cases to the board, and the secretariat answers (003:46-54, 003:245-248).
"""

from samstyring.casework.actions import proposals
from samstyring.demo.reading import at
from samstyring.demo.story.setting import Setting
from samstyring.ground import history
from samstyring.partnership.models import CaseKind


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
    _proposals(setting)


def _proposals(setting):
    """One that waits for an answer, and one that was not taken up."""
    told = {
        "forum": setting.forum("styret"), "purpose": "decision", "by": setting.person("nora"),
        "kind": CaseKind.objects.get(partnership=setting.partnership, key="styresak"),
    }  # fmt: skip
    earlier = proposals.propose(
        setting.partnership, title="Felles uttalelse om fergetilbudet (eksempel)", on=setting.before(20),
        why="Flere medlemmer er berørt (eksempel).", **told,
    )  # fmt: skip
    proposals.decline(
        earlier, by=setting.secretary, on=setting.before(12),
        answer="Styret uttalte seg om dette i fjor. Ta det gjerne opp i faggruppen først (eksempel).",
    )  # fmt: skip
    proposals.propose(
        setting.partnership, title="Felles innspill om døgnhvileplasser (eksempel)", on=setting.before(3),
        why="Tungtransporten mangler plasser langs hovedveiene inn mot Oslo (eksempel).", **told,
    )  # fmt: skip
