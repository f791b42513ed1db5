"""The saksframlegg: versions that never change, two who write at once, and what differs."""

import pytest
from django.db import IntegrityError, transaction
from django.template import engines
from django.urls import reverse

from samstyring.casework.actions.papers import write_paper
from samstyring.casework.models import PaperVersion
from samstyring.casework.rules import wording
from samstyring.ground import history
from samstyring.ground.refusal import Refused


def url(name, case, *args):
    return reverse(f"casework:{name}", args=[case.partnership.key, case.pk, *args])


def sections(**words):
    return dict.fromkeys(PaperVersion.SECTIONS, "") | words


def test_the_first_version_is_written(cast, sign_in):
    case = cast.case(paper=False)
    typed = sections(proposal="Programmet vedtas.\r\n\r\n- Første punkt") | {"base": 0}
    answer = sign_in(cast.secretary).post(url("paper_write", case), typed)
    paper = case.papers.get()
    assert answer.status_code == 302
    assert (paper.version, paper.author) == (1, cast.secretary)
    assert paper.proposal == "Programmet vedtas.\n\n- Første punkt"
    assert paper.sha256 == wording.fingerprint(sections(proposal=paper.proposal))
    event = history.about(paper).get()
    assert (event.kind, event.facts["version"]) == ("paper.written", 1)
    assert "proposal" not in str(event.facts), "events hold no words"


def test_a_change_is_a_new_version_and_the_old_one_stays(cast, sign_in):
    case = cast.case()
    old = case.papers.get()
    typed = sections(proposal="Annet forslag") | {"base": 1, "change_note": "Nytt forslag"}
    assert sign_in(cast.secretary).post(url("paper_write", case), typed).status_code == 302
    assert [p.version for p in case.papers.all()] == [1, 2]
    before = old.proposal
    old.refresh_from_db()
    assert old.proposal == before
    assert sign_in(cast.observer).get(url("paper", case, 1)).status_code == 200


def test_when_somebody_saved_meanwhile_both_texts_are_shown_and_nothing_is_lost(cast, sign_in):
    case = cast.case()
    theirs = sections(proposal="Forslaget vedtas i 2026-kroner.", background="Slik er bakgrunnen.")
    write_paper(case, sections=theirs, base=1, change_note="Prisår", by=cast.second_secretary, on=cast.today)
    mine = sections(proposal="Forslaget vedtas uten endring.", background="Min bakgrunn.")
    client = sign_in(cast.secretary)
    answer = client.post(url("paper_write", case), mine | {"base": 1, "change_note": "Min endring"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [o.code for o in answer.context["obstacles"]] == ["written-meanwhile"]
    assert "Solveig, sekretær lagret versjon 2 mens du skrev" in page
    assert "Forslaget vedtas i 2026-kroner." in page, "their words are there whole"
    assert "Forslaget vedtas uten endring." in page, "mine are still in the form"
    assert "<ins>" in page
    assert "<del>" in page
    assert case.papers.count() == 2
    on_top = mine | {"base": answer.context["form"]["base"].value(), "change_note": "Min endring"}
    assert client.post(url("paper_write", case), on_top).status_code == 302
    assert [p.proposal for p in case.papers.all()][1:] == [theirs["proposal"], mine["proposal"]]


def test_two_who_write_the_first_version_at_once(cast, sign_in):
    case = cast.case(paper=False)
    write_paper(case, sections=sections(proposal="Først"), base=0, by=cast.second_secretary, on=cast.today)
    answer = sign_in(cast.secretary).post(url("paper_write", case), sections(proposal="Samtidig") | {"base": 0})
    assert answer.status_code == 422
    assert "Samtidig" in answer.content.decode()
    on_top = {name: answer.context["form"][name].value() for name in (*PaperVersion.SECTIONS, "base")}
    again = sign_in(cast.secretary).post(url("paper_write", case), on_top | {"change_note": "Slått sammen"})
    assert again.status_code == 302
    assert case.latest_paper.proposal == "Samtidig"


def test_the_database_lets_one_of_two_who_save_the_same_version(cast):
    case = cast.case()
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperVersion.objects.create(case=case, version=1, proposal="x", sha256="0" * 64)


def test_a_made_up_base_version_is_refused(cast, sign_in):
    case = cast.case()
    client = sign_in(cast.secretary)
    for base in ("0", "7"):
        typed = sections(proposal="Nytt") | {"base": base, "change_note": "x"}
        assert client.post(url("paper_write", case), typed).status_code == 422
    for base in ("", "x", "-1"):
        typed = sections(proposal="Nytt") | {"base": base, "change_note": "x"}
        assert client.post(url("paper_write", case), typed).status_code == 422
    assert case.papers.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (sections(), "Saksframlegget er tomt"),
        (sections(proposal="   \n "), "Saksframlegget er tomt"),
        (sections(proposal="x" * 60_001), "60000"),
        (sections(proposal="Nytt", change_note=""), "Skriv kort hva som er endret"),
        (sections(proposal="Nytt", change_note="x" * 251), "250"),
    ],
)
def test_a_version_that_cannot_be_kept_says_why(cast, sign_in, typed, words):
    case = cast.case()
    answer = sign_in(cast.secretary).post(url("paper_write", case), {"change_note": "x", "base": 1} | typed)
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors).replace("\xa0", "")
    assert case.papers.count() == 1


def test_the_same_words_are_no_new_version(cast, sign_in):
    case = cast.case(paper=False)
    write_paper(case, sections=sections(proposal="Likt"), base=0, by=cast.secretary, on=cast.today)
    answer = sign_in(cast.secretary).post(
        url("paper_write", case), sections(proposal="Likt") | {"base": 1, "change_note": "ingenting"}
    )
    assert [o.code for o in answer.context["obstacles"]] == ["nothing-changed"]


def test_only_the_secretariat_and_the_responsible_write(cast, sign_in):
    case = cast.case()
    for person in (cast.member_sjo, cast.observer, cast.former_secretary):
        with pytest.raises(Refused) as refusal:
            write_paper(case, sections=sections(proposal="x"), base=1, by=person, on=cast.today)
        assert [o.code for o in refusal.value.obstacles] == ["not-preparing"]
        assert sign_in(person).get(url("paper_write", case)).status_code == 422
    case.responsible = cast.member_sjo
    case.save()
    assert sign_in(cast.member_sjo).get(url("paper_write", case)).status_code == 200
    case.responsible = cast.former_secretary
    case.save()
    assert sign_in(cast.former_secretary).get(url("paper_write", case)).status_code == 422


def test_a_refused_writer_keeps_the_words(cast, sign_in):
    case = cast.case()
    typed = sections(proposal="Lange tanker") | {"base": 1, "change_note": "x"}
    answer = sign_in(cast.observer).post(url("paper_write", case), typed)
    assert answer.status_code == 422
    assert "Lange tanker" in answer.content.decode()


def test_versions_are_compared_word_by_word(cast, sign_in):
    case = cast.case()
    cast.paper(case, proposal="Forslaget vedtas i dag.")
    page = sign_in(cast.observer).get(url("paper_compare", case)).content.decode()
    assert "Forslaget vedtas" in page
    assert "<ins> i dag</ins>" in page
    same = sign_in(cast.observer).get(url("paper_compare", case), {"fra": 2, "til": 2}).content.decode()
    assert "samme tekst" in same
    for odd in ({"fra": "x"}, {"fra": "99"}, {"fra": "2", "til": "1"}, {"fra": "²"}):
        assert sign_in(cast.observer).get(url("paper_compare", case), odd).status_code == 200


def test_one_version_has_nothing_to_be_compared_with(cast, sign_in):
    assert sign_in(cast.observer).get(url("paper_compare", cast.case())).status_code == 404
    assert sign_in(cast.observer).get(url("paper", cast.case(), 9)).status_code == 404


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "Nytt"),
        ("Borte", ""),
        ("Ei linje\nto linjer\ntre", "Ei linje\nto andre linjer\ntre\nfire"),
        ("æ ø å", "æ å ø <b>"),
        ("ord " * 6000, "ord " * 5999 + "annet"),
    ],
)
def test_both_texts_can_be_read_back_from_the_differences(old, new):
    pieces = wording.differences(old, new)
    assert "".join(text for sort, text in pieces if sort != "in") == old
    assert "".join(text for sort, text in pieces if sort != "out") == new


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("Ett.\n\nTo.", "<p>Ett.</p><p>To.</p>"),
        ("Ett\nlinjeskift", "<p>Ett<br>linjeskift</p>"),
        ("Innledning:\n- a\n- b\nslutt", "<p>Innledning:</p><ul><li>a</li><li>b</li></ul><p>slutt</p>"),
        ("<script>", "<p>&lt;script&gt;</p>"),
        ("- <i>", "<ul><li>&lt;i&gt;</li></ul>"),
    ],
)
def test_plain_text_is_shown_as_paragraphs_and_lists(typed, shown):
    template = engines["django"].from_string("{% load prose %}{{ text|prose }}")
    assert template.render({"text": typed}) == shown
