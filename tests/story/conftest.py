"""The demo in a live server, and people who come to it."""

import pytest
from django.contrib.contenttypes.models import ContentType

from samstyring.demo.load import load
from tests.story.eyes import Visitor


@pytest.fixture
def demo(transactional_db, live_server):
    """The three partnerships as `make demo` lays them, served on a live address."""
    ContentType.objects.clear_cache()
    load()
    return live_server.url


@pytest.fixture
def visitor(demo, browser):
    """Come to the demo as somebody: `visitor("eva")`, or as the public: `visitor()`.

    Who has come stays signed in. What anybody found wrong is told when the story is over.
    """
    came = {}

    def come(username=None):
        if username not in came:
            came[username] = Visitor(browser, demo, username=username)
        return came[username]

    yield come
    for one in came.values():
        one.leave()
    wrong = [line for one in came.values() for line in one.wrong]
    assert not wrong, "\n".join(wrong)
