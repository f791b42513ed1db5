"""How long the long pages take, and how much they ask, with 40, 400 and 4,000 of what they list.

Run by `make bench-lists`. It fills an invented partnership in a database of its own, reads each page a few times
as its secretary, prints the table and writes it into docs/benchmarks.md. Nothing here is a test.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "samstyring.config.testing"
SIZES = (40, 400, 4000)
TIMES = 3
REPORT = ROOT / "docs" / "benchmarks.md"
HEADING = "## Lister"
PAGES = (
    ("Prosjekter", "portfolio:projects", ""),
    ("Prosjekter, klare for neste steg", "portfolio:projects", "?ark=klar"),
    ("Prosjekter, minst utfylt først", "portfolio:projects", "?sorter=utfylt"),
    ("Tavle", "portfolio:board", ""),
    ("Portefølje", "portfolio:portfolio", ""),
    ("Vurderinger", "portfolio:assessments", ""),
    ("Tiltak", "portfolio:measures", ""),
    ("Saker", "casework:cases", ""),
    ("Saker, under forberedelse", "casework:cases", "?status=preparing"),
    ("Møter", "casework:meetings", ""),
    ("Oppfølging", "casework:follow_ups", ""),
    ("Hjem", "partnership:home", ""),
    ("Åpne prosjekter", "portal:projects", ""),
    ("Åpne møter", "portal:meetings", ""),
)


def prepare(folder):
    """Django with a database in the folder, made from the models as they stand."""
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/lists.sqlite3")
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    settings.MIGRATION_MODULES = dict.fromkeys(("ground", "partnership", "casework", "portfolio"))
    settings.MEDIA_ROOT = folder
    call_command("migrate", verbosity=0, run_syncdb=True)
    setup_test_environment(debug=False)


class Many:
    """Fjordløftet (eksempel) of the tests, with as many projects, cases, meetings and measures as asked for."""

    def __init__(self):
        from samstyring.portfolio.rules.sheets import checklist_for
        from tests.cast import Cast
        from tests.portfolio.prospects import Prospects

        self.cast, self.count = Cast(), 0
        self.prospects = Prospects(self.cast)
        points = checklist_for(self.cast.fjord).points
        self.checks = {point.key: {"answer": "yes", "note": "Se vedlegget."} for point in points}

    def grow(self, count):
        from django.db import transaction

        numbers = range(self.count, count)
        with transaction.atomic():
            self._projects(numbers)
            self._cases(numbers)
            self._measures(numbers)
        self.count = count

    def _projects(self, numbers):
        from samstyring.portfolio.models import Assessment, Project, SheetFinancing, SheetVersion, Submission
        from tests.portfolio.sheet_things import WHOLE

        cast = self.cast
        projects = Project.objects.bulk_create(
            Project(
                partnership=cast.fjord, key=f"E{number:04}", name=f"Gangvei nummer {number} (eksempel)",
                owner=(cast.sjo, cast.berg, cast.fylke, None)[number % 4],
                home_forum=(cast.west, cast.east)[number % 2], is_example=True,
            )
            for number in numbers
        )  # fmt: skip
        sheets = []
        for number, project in zip(numbers, projects, strict=True):
            for version in (1, 2):
                whole = WHOLE | {"checks": self.checks} if number % 3 else {"need": WHOLE["need"]}
                years = {"price_year": 2024 + number % 3} if number % 3 else {}
                focus = cast.focus[number % 2]
                sheets.append(SheetVersion(project=project, version=version, focus_area=focus, **whole | years))
        SheetVersion.objects.bulk_create(sheets)
        newest = sheets[1::2]
        SheetFinancing.objects.bulk_create(
            SheetFinancing(sheet=sheet, source=cast.sources[0], year=year, amount_mnok=Decimal(20))
            for sheet in newest
            for year in (2027, 2028)
        )
        forums = (None, cast.coordination, cast.council, cast.steering)
        Submission.objects.bulk_create(
            Submission(project=sheet.project, sheet=sheet, forum=forums[number % 4])
            for number, sheet in zip(numbers, newest, strict=True)
            if forums[number % 4]
        )
        Assessment.objects.bulk_create(
            Assessment(
                project=sheet.project, sheet=sheet, criterion=criterion, assessor=assessor,
                score=Decimal(number % 100),
            )
            for number, sheet in zip(numbers, newest, strict=True)
            for criterion in (self.prospects.goal, self.prospects.ready)
            for assessor in (cast.leader, cast.member_sjo)
        )  # fmt: skip

    def _cases(self, numbers):
        from samstyring.casework.models import (
            AgendaItem,
            Case,
            CaseNumber,
            Decision,
            FlowStep,
            FollowUp,
            Meeting,
            PaperVersion,
        )

        cast = self.cast
        cases = Case.objects.bulk_create(
            Case(
                partnership=cast.fjord, kind=cast.kinds["annet"], title=f"Sak nummer {number} (eksempel)",
                created_on=cast.today - timedelta(days=number), is_example=True,
            )
            for number in numbers
        )  # fmt: skip
        papers = PaperVersion.objects.bulk_create(
            PaperVersion(case=case, version=1, proposal="Saken tas til orientering.", sha256="0" * 64)
            for case in cases
        )
        FlowStep.objects.bulk_create(
            FlowStep(case=case, order=order, forum=forum, purpose="decision")
            for case in cases
            for order, forum in enumerate((cast.council, cast.steering), start=1)
        )
        meetings = Meeting.objects.bulk_create(
            Meeting(
                partnership=cast.fjord, day=cast.today + timedelta(days=50 - number), status="held",
                is_example=True,
            )
            for number in numbers
        )  # fmt: skip
        Meeting.forums.through.objects.bulk_create(
            Meeting.forums.through(meeting=meeting, forum=cast.steering) for meeting in meetings
        )
        treated = [one for one in zip(numbers, cases, papers, meetings, strict=True) if one[0] % 2]
        given = CaseNumber.objects.bulk_create(
            CaseNumber(case=case, forum=cast.steering, year=2019, sequence=number + 1)
            for number, case, _paper, _meeting in treated
        )
        items = AgendaItem.objects.bulk_create(
            AgendaItem(
                meeting=meeting, forum=cast.steering, case=case, number=number, order=1, purpose="decision",
                paper=paper,
            )
            for (_number, case, paper, meeting), number in zip(treated, given, strict=True)
        )  # fmt: skip
        authority = cast.steering_mandate.authority.last()
        decided = Decision.objects.bulk_create(
            Decision(
                case=item.case, forum=cast.steering, item=item, mandate=cast.steering_mandate,
                authority=authority, paper=item.paper, outcome="noted", text="Saken tas til orientering.",
                decided_on=min(item.meeting.day, date.today()), recorded_by=cast.secretary,
            )
            for item in items
        )  # fmt: skip
        FollowUp.objects.bulk_create(
            FollowUp(decision=decision, text="Følg opp (eksempel).", party=cast.sjo, due_on=cast.today)
            for decision in decided
            for _twice in range(2)
        )

    def _measures(self, numbers):
        from samstyring.portfolio.models import Measure

        Measure.objects.bulk_create(
            Measure(
                partnership=self.cast.fjord, number=number + 1, title=f"Tiltak nummer {number} (eksempel)",
                owner=self.cast.sjo, responsible=self.cast.owner, is_example=True,
            )
            for number in numbers
        )  # fmt: skip


def measured(client, address):
    """(queries, seconds of processor, bytes) of one page, the median of a few readings after a first one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        asked = len(queries)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    taken = []
    for _time in range(TIMES):
        before = time.process_time()
        client.get(address)
        taken.append(time.process_time() - before)
    return asked, statistics.median(taken), len(answer.content)


def table(sizes):
    """Every page at every size: [(words, {size: measured})]."""
    from django.test import Client
    from django.urls import reverse

    many, client = Many(), Client()
    client.force_login(many.cast.secretary.user)
    found = {words: {} for words, _name, _query in PAGES}
    for size in sizes:
        many.grow(size)
        for words, name, query in PAGES:
            address = reverse(name, args=[many.cast.fjord.key]) + query
            measured(client, address)
            found[words][size] = measured(client, address)
    return found


def norwegian(number, digits=0):
    return f"{number:,.{digits}f}".replace(",", " ").replace(".", ",")


def written(found, sizes):
    import django
    from django.db import connection

    with connection.cursor() as cursor:
        asked = "select sqlite_version()" if connection.vendor == "sqlite" else "show server_version"
        cursor.execute(asked)
        version = cursor.fetchone()[0]
    heads = [f"{norwegian(size)}: questions | s CPU | kB" for size in sizes]
    lines = [
        HEADING,
        "",
        "Each page is read as the secretariat in an invented partnership with so many projects, cases, meetings and "
        "measures, and twice as many versions of sheets. The figures are questions to the database, seconds of "
        f"processor (median of {TIMES}, in one process, so that the database is in it) and the size of the page. "
        "`make bench-lists` makes the table anew.",
        "",
        f"Measured {date.today():%Y-%m-%d} with Python {platform.python_version()}, Django {django.get_version()} "
        f"and {connection.display_name} {version}, on {os.cpu_count()} cores ({machine()}).",
        "",
        f"| Page | {' | '.join(heads)} |",
        f"|---|{'--:|' * 3 * len(sizes)}",
    ]
    for words, by_size in found.items():
        cells = [
            f"{queries} | {norwegian(seconds, 2)} | {norwegian(size / 1000)}"
            for queries, seconds, size in by_size.values()
        ]
        lines.append(f"| {words} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def machine():
    cpus = Path("/proc/cpuinfo")
    names = [line for line in cpus.read_text().splitlines() if "model name" in line] if cpus.exists() else []
    return names[0].partition(":")[2].strip() if names else platform.machine()


def main():
    from tools.bench.report.section import keep

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--only-print", action="store_true", help="leave docs/benchmarks.md as it is")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        section = written(table(asked.sizes), asked.sizes)
    print(section)
    if not asked.only_print:
        keep(REPORT, HEADING, section)


if __name__ == "__main__":
    main()
