"""A new secretary creates a partnership from the template and adapts it, in at most sixty interactions."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from samstyring.partnership.models import Partnership, Person
from tests.story.chapters import founding
from tests.story.eyes import Visitor

pytestmark = [pytest.mark.story, pytest.mark.browser]

MOST = 60


class CountingVisitor(Visitor):
    """A visitor whose clicks, filled fields and choices are counted."""

    interactions = 0

    def follow(self, *args, **more):
        self.interactions += 1
        super().follow(*args, **more)

    def press(self, *args, **more):
        self.interactions += 1
        super().press(*args, **more)

    def write(self, told, **more):
        self.interactions += len(told)
        super().write(told, **more)

    def choose(self, told, **more):
        self.interactions += len(told)
        super().choose(told, **more)

    def mark(self, *names, **more):
        self.interactions += len(names)
        super().mark(*names, **more)

    def unmark(self, name):
        self.interactions += 1
        self.main.get_by_label(name, exact=True).uncheck()


@pytest.fixture
def nina(transactional_db, live_server, browser):
    """A new secretary with an account that may create partnerships, on an empty installation."""
    ContentType.objects.clear_cache()
    user = get_user_model().objects.create(username="nina", is_staff=True)
    Person.objects.create(user=user, name="Nina, ny sekretær")
    client = Client()
    client.force_login(user)
    visitor = CountingVisitor(browser, live_server.url)
    visitor.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    yield visitor
    visitor.leave()
    assert not visitor.wrong, "\n".join(visitor.wrong)


def test_from_template_to_a_partnership_of_ones_own(nina):
    founding.she_begins_from_the_front_page(nina)
    founding.she_names_the_agreement(nina, timezone.localdate().year)
    founding.she_pastes_the_parties(nina)
    founding.she_chooses_the_forums(nina)
    founding.she_looks_it_over_and_creates_it(nina)
    founding.she_writes_its_lists(nina)
    founding.she_adds_a_working_group(nina)
    founding.a_forum_in_use_does_not_end(nina)
    founding.she_changes_the_usual_road(nina)
    founding.she_sees_what_is_different_and_takes_one_point_back(nina)
    founding.she_gives_the_first_party_a_seat(nina)
    assert nina.interactions <= MOST
    partnership = Partnership.objects.get(key="nordbyen-eksempel")
    assert (partnership.parties.count(), partnership.sources.count()) == (5, 3)
    assert [line.name for line in partnership.focus_lists.get().lines.all()] == ["Gange og sykkel"]
    print(f"{nina.interactions} interactions, {nina.seen} pages looked at")
