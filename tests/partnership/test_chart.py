"""The organisation chart says the same as the data, as a drawing and as a list."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samstyring.casework.models import Decision
from samstyring.partnership.rules import chart


def at(partnership="fjordloftet"):
    return reverse("partnership:chart", args=[partnership])


def page_for(client, partnership="fjordloftet"):
    answer = client.get(at(partnership))
    assert answer.status_code == 200
    return answer


def test_every_forum_stands_once_in_the_drawing_and_once_in_the_list(cast, sign_in):
    words = page_for(sign_in(cast.observer)).content.decode()
    drawing, listed = words[words.index("organisation-chart") :].split("Det samme som liste")
    for forum in (cast.steering, cast.council, cast.coordination, cast.west, cast.east):
        address = reverse("partnership:forum", args=["fjordloftet", forum.key])
        assert drawing.count(address) == 1
        assert listed.count(address) == 1


def test_the_arrows_say_what_the_mandate_gives(cast, sign_in):
    page = page_for(sign_in(cast.observer))
    told = {node.forum: (str(node.relation), node.works_for, node.decides) for node in page.context["chart"].nodes}
    assert told[cast.steering] == ("", "", True)
    assert told[cast.council] == ("innstiller til", "Styringsgruppen", False)
    assert told[cast.west] == ("gir råd til", "Samordningsfunksjonen", False)
    assert "innstiller til Styringsgruppen, mandatet eies av Styringsgruppen" in page.content.decode()


def test_a_forum_that_prepares_for_none_hangs_under_the_owner_of_its_mandate(cast, sign_in):
    network = cast._forum("nettverk", "Nettverket", "network", "", 9)
    network.owner = cast.steering
    network.save()
    page = page_for(sign_in(cast.observer))
    arrow = next(a for a in page.context["chart"].arrows if a.word == chart.BELONGS)
    assert arrow.dashed
    assert "uten mandat" in page.content.decode()


def test_a_ring_of_forums_is_still_drawn(cast, sign_in):
    cast.steering.prepares_for = cast.council
    cast.steering.save()
    page = page_for(sign_in(cast.observer))
    assert len(page.context["chart"].nodes) == 5


def test_no_forum_is_drawn_over_another(cast, sign_in):
    for number in range(8):
        forum = cast._forum(f"f{number}", f"Faggruppe for et ganske langt navn nummer {number}", "network", "", 9)
        forum.prepares_for = cast.council if number % 2 else cast.steering
        forum.save()
    nodes = page_for(sign_in(cast.observer)).context["chart"].nodes
    for one in nodes:
        for other in nodes:
            if one is not other and one.x == other.x:
                assert one.y + one.height < other.y or other.y + other.height < one.y


def test_the_drawing_takes_colours_from_classes_alone(cast, sign_in):
    words = page_for(sign_in(cast.observer)).content.decode()
    drawing = words[words.index('<svg class="organisation-chart"') : words.index("Det samme som liste")]
    assert not re.search(r"style=|fill=\"|stroke=\"|#[0-9a-f]{3,6}\b", drawing)


def test_forums_that_are_gone_are_followed_to_the_one_that_took_over(cast, sign_in):
    old = cast._forum("akg", "Koordineringsgruppen fra før", "priority", "", 20)
    old.to_day = cast.today - timedelta(days=1)
    old.save()
    cast.council.predecessors.add(old)
    page = page_for(sign_in(cast.observer))
    assert page.context["chains"] == [[[old], [cast.council]]]
    assert old not in [node.forum for node in page.context["chart"].nodes]


def test_forums_that_took_over_from_the_same_ones_stand_together(cast, sign_in):
    for key in ("gang", "trafikk"):
        old = cast._forum(key, key, "working_group", "", 20)
        old.to_day = cast.today - timedelta(days=1)
        old.save()
        cast.west.predecessors.add(old)
        cast.east.predecessors.add(old)
    chains = page_for(sign_in(cast.observer)).context["chains"]
    assert [[forum.key for forum in generation] for generation in chains[0]] == [
        ["gang", "trafikk"],
        ["vest", "ost"],
    ]
    assert len(chains) == 1


def test_what_the_forum_before_decided_stands_on_the_page_of_the_one_after(cast, sign_in):
    old = cast._forum("akg", "Koordineringsgruppen fra før", "priority", "", 20)
    cast.council.predecessors.add(old)
    case = cast.case(title="Sak fra 2020 (eksempel)")
    Decision.objects.create(
        case=case, forum=old, outcome="noted", text="Tatt til orientering.", decided_on="2020-05-05",
        is_imported=True,
    )  # fmt: skip
    words = sign_in(cast.observer).get(cast.council.get_absolute_url()).content.decode()
    assert "Sak fra 2020 (eksempel)" in words
    assert "forløper" in words


def test_an_empty_partnership_says_what_the_page_is_for(cast, sign_in):
    cast.os.forums.update(to_day=cast.today - timedelta(days=1), from_day=None)
    assert "Her tegnes forumene" in page_for(sign_in(cast.os_secretary), "osregionen").content.decode()


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_strangers_find_nothing(cast, sign_in, who):
    assert sign_in(getattr(cast, who)).get(at()).status_code == 404


def test_bigger_partnerships_ask_no_more(cast, sign_in):
    client = sign_in(cast.secretary)
    page_for(client)
    with CaptureQueriesContext(connection) as few:
        page_for(client)
    for number in range(5):
        forum = cast._forum(f"f{number}", f"F{number}", "network", "", 30 + number)
        forum.prepares_for = cast.council
        forum.save()
        forum.predecessors.add(cast.west)
        cast.mandate(forum, title=f"M{number}", points=[("1", None, "noted", "Tar imot.")])
    with CaptureQueriesContext(connection) as many:
        page_for(client)
    assert len(many) == len(few)
