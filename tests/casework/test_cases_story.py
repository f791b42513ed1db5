"""The case page and its history answer who decided what, when, on which mandate and paper."""

import pytest
from django.urls import reverse

from samstyring.casework.actions.papers import write_paper
from samstyring.casework.models import Position
from samstyring.ground import panels


def page(client, case, *, part=""):
    return client.get(case.get_absolute_url() + (f"?del={part}" if part else ""))


def story(client, case):
    return client.get(reverse("casework:case_history", args=[case.partnership.key, case.pk]))


@pytest.fixture
def decided(cast, concluded):
    """A programme the council recommended and the steering group adopted, with a reservation, then corrected."""
    case = cast.case()
    concluded(cast.item(cast.council, case=case, purpose="recommendation"), "recommended")
    cast.paper(case, proposal="Forslaget vedtas med endring.")
    item = cast.item(cast.steering, case=case, purpose="decision")
    first = concluded(item, "adopted", text="Handlingsprogrammet vedtas uten prisår.")
    Position.objects.create(decision=first, party=cast.sjo, stance="for")
    case.last = concluded(
        item, "adopted", text="Handlingsprogrammet vedtas i 2026-kroner.",
        replaces=first, correction_reason="Prisåret manglet i vedtaksteksten",
    )  # fmt: skip
    Position.objects.create(decision=case.last, party=cast.sjo, stance="for")
    Position.objects.create(
        decision=case.last, party=cast.berg, stance="reserved", reservation="Bergveien må starte ett år tidligere."
    )
    Position.objects.create(decision=case.last, party=cast.vei, stance="absent")
    return case


def test_a_reader_who_has_only_the_page_can_tell_who_decided_what(cast, decided, sign_in):
    for answer in (page(sign_in(cast.observer), decided), story(sign_in(cast.observer), decided)):
        words = answer.content.decode()
        assert answer.status_code == 200
        for told in (
            "Styringsgruppen: vedtatt",
            "Mandat for Styringsgruppen",
            "punkt 3",
            "Styringsgruppen vedtar handlingsprogrammet.",
            "Prioriteringsrådet: innstilling gitt",
            "Mandat for Prioriteringsrådet",
            "punkt 4",
            "Versjon 2",
            "Versjon 1",
            "Berg kommune",
            "Bergveien må starte ett år tidligere.",
            "Ikke til stede",
            "Prisåret manglet i vedtaksteksten",
            "Handlingsprogrammet vedtas i 2026-kroner.",
            "Dette er rettet",
        ):
            assert told in words, told


def test_a_decision_taken_over_without_mandate_says_so(cast, concluded, sign_in):
    case = cast.case("annet", paper=False)
    concluded(None, "endorsed", case=case, forum=cast.steering, imported=True)
    words = page(sign_in(cast.secretary), case).content.decode()
    assert "Ikke kjent. Konklusjonen er overtatt slik den var." in words


def test_the_history_tells_who_acted_with_versions_and_notes(cast, sign_in):
    case = cast.case(paper=False)
    for base, note in ((0, ""), (1, "Nytt anslag")):
        sections = {"proposal": f"Forslag {base}", "background": "", "assessment": "", "economy": ""}
        write_paper(case, sections=sections, base=base, change_note=note, by=cast.secretary, on=cast.today)
    words = story(sign_in(cast.member_sjo), case).content.decode()
    for told in ("Versjon 2 av saksframlegget", "Nytt anslag", "Sara, sekretær", "Saken ble opprettet"):
        assert told in words, told


def test_what_happened_on_behalf_of_a_party_names_both(cast, sign_in):
    from samstyring.ground import history

    case = cast.case()
    history.record("case.changed", about=case, by=cast.secretary, behalf=cast.sjo, fields=["title"])
    words = story(sign_in(cast.observer), case).content.decode()
    assert "På vegne av Sjø kommune." in words
    assert "Endret: tittel." in words


@pytest.mark.parametrize("part", ["", "saksframlegg", "vedtak", "papirer", "relatert", "tull"])
def test_every_part_of_an_empty_case_is_a_page(cast, sign_in, part):
    case = cast.case(paper=False)
    for person in (cast.secretary, cast.observer):
        assert page(sign_in(person), case, part=part).status_code == 200


def test_a_newer_paper_than_the_one_on_the_table_is_pointed_out(cast, sign_in):
    case = cast.item(cast.steering).case
    cast.paper(case, background="Ny bakgrunn.")
    words = page(sign_in(cast.member_sjo), case).content.decode()
    assert "Styringsgruppen har versjon 1 i innkallingen. Versjon 2 kom etterpå." in words


def test_the_same_question_in_two_forums_without_anything_new_is_noticed(cast, sign_in):
    """001:399-401: the same discussion is held twice."""
    client, case = sign_in(cast.member_sjo), cast.case()
    title = "Samme spørsmål til flere fora uten nytt grunnlag"
    cast.item(cast.west, case=case, purpose="discussion")
    assert title not in page(client, case).content.decode()
    cast.item(cast.council, case=case, purpose="recommendation")
    assert title not in page(client, case).content.decode(), "another purpose is another question"
    again = cast.item(cast.east, case=case, purpose="discussion")
    words = page(client, case).content.decode()
    assert title in words
    assert f"Versjon 1 er lagt fram for {cast.west} og {cast.east} til samme formål: drøfting." in words
    again.paper = cast.paper(case, background="Nye trafikktall.")
    again.save()
    assert title not in page(client, case).content.decode()


def test_a_joint_meeting_is_no_repetition(cast, sign_in):
    case = cast.case()
    meeting = cast.meeting(cast.west)
    for forum in (cast.west, cast.east):
        cast.item(forum, case=case, meeting=meeting, purpose="discussion")
    assert "uten nytt grunnlag" not in page(sign_in(cast.member_sjo), case).content.decode()


def test_a_room_above_shows_its_panel_and_how_far_the_parties_have_come(cast, sign_in, monkeypatch):
    local = {"kind": "prog", "outcome": "1 av 2 behandlet", "groups": [["done", "todo"]], "label": "1 av 2 parter"}
    panel = panels.Panel("prøve", "ground/_mark.html", lambda case, person: {"local": local})
    monkeypatch.setitem(panels._panels, "casework.case", [panel])
    answer = page(sign_in(cast.observer), cast.case())
    assert "1 av 2 behandlet" in answer.content.decode()
    assert 'aria-label="1 av 2 parter"' in answer.content.decode()


def test_the_page_offers_only_what_the_person_may_do(cast, sign_in):
    case = cast.case()
    assert "Ny versjon" in page(sign_in(cast.secretary), case).content.decode()
    observer = page(sign_in(cast.observer), case).content.decode()
    assert "Ny versjon" not in observer
    assert "Endre veien" not in observer


def test_what_people_type_is_never_markup(cast, sign_in):
    case = cast.case(title="<script>alert(1)</script>", paper=False)
    cast.paper(case, proposal='<img src=x onerror="alert(1)">\n- <b>punkt</b>')
    words = page(sign_in(cast.secretary), case).content.decode()
    assert "<script>alert" not in words
    assert "<img" not in words
    assert "<li>&lt;b&gt;punkt&lt;/b&gt;</li>" in words


def test_the_page_asks_as_many_questions_for_a_long_story_as_for_a_short(cast, concluded, sign_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(times):
        case = cast.case()
        for base in range(1, times):
            sections = {"proposal": f"{base}", "background": "", "assessment": "", "economy": ""}
            write_paper(case, sections=sections, base=base, change_note="x", by=cast.secretary, on=cast.today)
            concluded(cast.item(cast.council, case=case, meeting=cast.meeting(cast.council)), "discussed")
        client = sign_in(cast.secretary)
        client.get(case.get_absolute_url())
        with CaptureQueriesContext(connection) as questions:
            assert client.get(case.get_absolute_url()).status_code == 200
        return len(questions)

    assert asked(9) <= asked(3) + 1
