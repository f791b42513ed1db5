"""The next programme on its way, and meetings that always lie ahead."""

from samstyring.demo.load.projects import example_assumptions
from samstyring.demo.reading import at
from samstyring.demo.story import anchored, scenarios
from samstyring.demo.story.decided import decide_then
from samstyring.ground import history


def lay(setting):
    first_year = setting.today.year + 1
    assumptions = example_assumptions(setting.partnership, first_year)
    scenarios.lay(setting, assumptions)
    case = setting.case(
        "handlingsprogram",
        f"Handlingsprogram {first_year}–{first_year + 3}",
        on=setting.before(70),
        flow=[
            ("samordning", "advice", setting.before(25)),
            ("prioriteringsrad", "recommendation", setting.ahead(12)),
            ("styringsgruppe", "decision", setting.ahead(40)),
            (None, "", setting.ahead(130)),
        ],
    )
    paper = setting.paper(
        case,
        on=setting.before(35),
        proposal=f"Handlingsprogrammet for {first_year}–{first_year + 3} vedtas og sendes til lokalpolitisk behandling.",
        background="Arbeidsgruppene har fremmet prosjektark, og Samordningsfunksjonen har sett dem på tvers (eksempel).",
        assessment="Prioriteringsrådet skal balansere prosjektene innenfor rammene. Scenarioene følger saken.",
        economy="Rammene er forutsetninger til de er vedtatt i stat og fylke.",
    )
    _advised(setting, case, paper)
    anchored.lay(setting, case)
    _meetings_ahead(setting)


def _advised(setting, case, paper):
    meeting = setting.meeting(
        setting.forum("samordning"), on=setting.before(25), status="held", called_on=setting.before(33)
    )
    setting.attend(meeting)
    item = setting.item(meeting, case, "advice", paper=paper, sequence=19)
    decide_then(
        setting, item, outcome="advised",
        text="Samordningsfunksjonen tilrår at de samordnede prosjektarkene går videre til prioritering.",
    )  # fmt: skip


def _meetings_ahead(setting):
    setting.meeting(setting.forum("prioriteringsrad"), on=setting.ahead(12), status="planned")
    steering = setting.forum("styringsgruppe")
    meeting = setting.meeting(steering, on=setting.ahead(19), status="called", called_on=setting.before(1))
    status = setting.case(
        "orientering",
        "Status for prosjektene i gjeldende handlingsprogram",
        on=setting.before(20),
        flow=[("styringsgruppe", "information", meeting.day)],
    )
    paper = setting.paper(
        status,
        on=setting.before(15),
        proposal="Styringsgruppen tar saken til orientering.",
        background="Sekretariatet orienterer om framdriften i prosjektene (eksempel).",
    )
    setting.item(meeting, status, "information", paper=paper, sequence=52)
    closed = setting.case(
        "annet",
        "Grunnerverv ved tre eiendommer",
        on=setting.before(20),
        flow=[("styringsgruppe", "discussion", meeting.day)],
    )
    closed.closed_basis = "offentleglova § 23 første ledd"
    closed.public_title = "Grunnerverv"
    closed.save(update_fields=["closed_basis", "public_title"])
    paper = setting.paper(
        closed, on=setting.before(14), proposal="Saken drøftes.", background="Forhandlingene pågår (eksempel)."
    )
    setting.item(meeting, closed, "discussion", paper=paper, sequence=53)
    for planned in (meeting,):
        history.record(
            "meeting.called", about=[planned, steering], by=setting.secretary, at=at(setting.before(1), 12)
        )
    setting.meeting(steering, on=setting.ahead(40), status="planned")
