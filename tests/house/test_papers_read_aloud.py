"""Every PDF the product makes is read by others than us: aloud, in its syntax, and for what it says of itself.

A new address that gives a PDF is found by itself. What people have sent in is theirs, and is not looked at here.
"""

import pytest

from samstyring.casework.actions import decisions
from tests.documents import readers
from tests.house.filled import Filled
from tests.house.walking import routes

KINDS = {
    "casework:decision_extract",
    "casework:minutes_pdf",
    "partnership:onboarding_pdf",
    "portal:programme_pdf",
    "portfolio:action_plan_pdf",
    "portfolio:programme_pdf",
    "portfolio:strategy_pdf",
}


@pytest.fixture
def papers(cast, sign_in):
    """{address: file} of every paper the product makes of Fjordløftet with one of everything."""
    filled = Filled(cast)
    item = filled.programme.case.items.get(meeting=filled.meeting)
    decisions.decide(item, outcome="adopted", text="Programmet vedtas.", by=cast.secretary)
    client, found = sign_in(cast.secretary), {}
    for route in routes():
        answer = client.get(route.address(filled))
        made_here = answer.status_code == 200 and not answer.streaming and b"pdfuaid" in answer.content
        if made_here:
            found[str(route)] = answer.content
    return found


def test_every_paper_can_be_read_aloud_and_by_others(papers, tmp_path):
    assert set(papers) >= KINDS
    assert readers.listened_to(papers, tmp_path) == {name: {} for name in papers}


def test_every_paper_says_what_it_is_and_is_whole(papers, tmp_path):
    for name, file in papers.items():
        seen = readers.told_first(file, tmp_path)
        assert seen["Tagged"] == "yes", name
        assert seen["Title"], name
        assert seen["Page size"].endswith("(A4)"), name
        assert readers.syntax_is_right(file, tmp_path), name
