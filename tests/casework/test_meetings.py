"""Meetings: planned, seen in a list, moved, cancelled and closed, by those who may."""

from datetime import timedelta

import pytest
from django.urls import reverse

from samstyring.casework.actions import decisions, meetings
from samstyring.casework.models import AgendaItem, Meeting
from samstyring.ground import history
from samstyring.ground.refusal import Refused
from samstyring.partnership.models import Outcome


def url(name, partnership, *args):
    return reverse(f"casework:{name}", args=[partnership.key, *args])


def codes(act):
    with pytest.raises(Refused) as refused:
        act()
    return {obstacle.code for obstacle in refused.value.obstacles}


PAGES = [
    "meeting", "meeting_edit", "meeting_move", "meeting_cancel", "agenda", "attendance", "minutes", "minutes_edit",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_secretariat_reads_every_page_of_a_meeting(cast, sign_in, page):
    item = cast.item()
    answer = sign_in(cast.secretary).get(url(page, cast.fjord, item.meeting_id), follow=True)
    assert answer.status_code == 200
    assert "Styringsgruppen" in answer.content.decode()


@pytest.mark.parametrize("page", [*PAGES, "meeting_close", "meeting_call"])
def test_somebody_outside_does_not_learn_that_the_meeting_exists(cast, sign_in, page):
    item = cast.item()
    client = sign_in(cast.outsider)
    assert client.get(url(page, cast.fjord, item.meeting_id)).status_code == 404
    assert client.post(url(page, cast.fjord, item.meeting_id)).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, "meeting_close", "meeting_call"])
def test_a_meeting_of_another_partnership_does_not_exist_here(cast, sign_in, page):
    item = cast.item(cast.board)
    answer = sign_in(cast.secretary).post(url(page, cast.fjord, item.meeting_id))
    assert answer.status_code == 404
