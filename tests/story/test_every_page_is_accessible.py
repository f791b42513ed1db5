"""Every page of the product, those no story visits too, in real Chromium: accessibility, policy and reflow."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from samstyring.partnership.models import Person
from tests.cast import Cast
from tests.house.filled import Filled
from tests.story.eyes import Visitor
from tests.story.rounds import every_page

pytestmark = [pytest.mark.story, pytest.mark.browser]


class BesideTheDemo(Cast):
    """Fjordløftet in the same database as the demo, whose people have some of the same first names."""

    def person(self, name):
        user = get_user_model().objects.create(username=f"fjord-{name.partition(',')[0].lower()}")
        return Person.objects.create(name=name, user=user)


class Inspector(Visitor):
    """Somebody who only looks, as a given person or as the public."""

    def come_as(self, username, address):
        self.context.clear_cookies()
        if username:
            client = Client()
            client.force_login(get_user_model().objects.get(username=username))
            session = client.cookies["sessionid"].value
            self.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])

    def inspect(self, name, address):
        answer = self.goto(address)
        if answer.status != 200 or not self.page.url.endswith(address):
            self.wrong.append(f"{name}: {address} answered {answer.status} at {self.page.url}")
        self.look()


def test_every_page_is_accessible(demo, browser):
    filled = Filled(BesideTheDemo())
    filled.fuller(range(2))
    pages = every_page(filled)
    inspector = Inspector(browser, demo)
    for username in sorted({username for username, _address in pages.values()}, key=str):
        inspector.come_as(username, demo)
        for name, (reader, address) in sorted(pages.items()):
            if reader == username:
                inspector.inspect(name, address)
    inspector.leave()
    print(f"{inspector.seen} pages looked at")
    assert not inspector.wrong, "\n".join(inspector.wrong)
