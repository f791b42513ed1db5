"""The story of a seat asked for by a municipality that is not in the partnership."""

import pytest
from django.utils import timezone

from tests.story.chapters import seats

pytestmark = [pytest.mark.story, pytest.mark.browser]


def test_who_may_sit(visitor):
    today = timezone.localdate()
    seats.a_municipality_outside_is_refused_with_the_point(visitor, today)
    seats.nobody_got_a_seat(visitor)
    seats.a_municipality_inside_is_welcome(visitor, today)
