"""History narrates every act, and nothing in it can be changed."""

import pytest

from samstyring.ground import history
from samstyring.ground.models import Event

history.kinds(test_happened="Noe skjedde i en prøve")


def test_an_event_is_found_from_everything_it_was_about(cast):
    history.record("test.happened", about=[cast.steering, cast.fjord], by=cast.secretary, behalf=cast.sjo)
    for subject in (cast.steering, cast.fjord):
        (event,) = history.about(subject)
        assert history.words_for(event) == "Noe skjedde i en prøve"
    assert not history.about(cast.council)


def test_who_acted_and_for_whom_stands_on_the_event(cast):
    event = history.record("test.happened", about=cast.fjord, by=cast.clerk_sjo, behalf=cast.sjo)
    parts = {s.part: s.subject for s in event.subjects.all()}
    assert parts == {"about": cast.fjord, "by": cast.clerk_sjo, "behalf": cast.sjo}


def test_an_event_without_words_for_people_is_not_recorded(cast):
    with pytest.raises(KeyError):
        history.record("never.named", about=cast.fjord)


def test_events_are_never_changed_or_deleted(cast):
    event = history.record("test.happened", about=cast.fjord)
    for attempt in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(kind="other"),
    ):
        with pytest.raises(TypeError):
            attempt()


def test_what_higher_rooms_refuse_undoes_the_act(cast):
    from django.db import transaction

    from samstyring.ground.refusal import Obstacle, Refused

    history.kinds(test_refusable="Noe som kan nektes")

    @history.on("test.refusable")
    def refuse(event, **_more):
        raise Refused(Obstacle("no", "Nei."))

    with pytest.raises(Refused), transaction.atomic():
        history.record("test.refusable", about=cast.fjord)
    assert not Event.objects.filter(kind="test.refusable").exists()
