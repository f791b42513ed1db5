"""The open pages fit a small phone, without scripts."""

from datetime import timedelta

import pytest

from samstyring.portfolio.models import Project, SheetVersion


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"viewport": {"width": 320, "height": 640}, "java_script_enabled": True}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_open_page_is_wider_than_the_phone(live_server, page, cast, decide, attach, at):
    meeting = cast.meeting(cast.steering, day=cast.today - timedelta(days=1), status="held")
    item = cast.item(meeting=meeting)
    decide(item, positions=[(cast.sjo, "for", ""), (cast.berg, "reserved", "Berg vil noe annet.")])
    attach(item.case, title="Et svært langt navn på et vedlegg om sykkelvegen mellom to steder")
    project = Project.objects.create(partnership=cast.fjord, key="P1", name="Sykkelveg (eksempel)")
    SheetVersion.objects.create(project=project, version=1, cost_mnok=12)
    for address in (
        at("home"),
        at("meetings"),
        at("meeting", meeting.pk),
        at("case", item.case_id),
        at("programmes"),
        at("projects"),
        at("project", "P1"),
        at("case", 99999),
    ):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
