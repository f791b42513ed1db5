"""A partnership is started in the browser, step by step, from a template."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from samstyring.ground import history
from samstyring.partnership.models import Partnership, PartnershipRole, Party, Person
from samstyring.partnership.rules import acting, starting

AGREEMENT = {
    "template": "byvekstavtale", "name": "Nordbyen (eksempel)", "key": "", "agreement": "Byvekstavtale (eksempel)",
    "starts_on": "2026-01-01", "ends_on": "2033-12-31", "goal": "",
}  # fmt: skip
LINES = "Nord kommune\nSør kommune; bystyret\nNord fylkeskommune\nStatens vegvesen\n\n"


def address(step):
    return reverse("partnership:start_step", args=[step])


def rows(*parties):
    told = {"part-TOTAL_FORMS": len(parties), "part-INITIAL_FORMS": 0}
    for number, (name, kind, body) in enumerate(parties):
        told |= {f"part-{number}-name": name, f"part-{number}-kind": kind, f"part-{number}-body": body}
    return told


def forums_of(template, *left_out, **renamed):
    told = {f"keep_{forum.key}": "on" for forum in template.forums if forum.key not in left_out}
    return told | {f"name_{forum.key}": renamed.get(forum.key, forum.name.nb) for forum in template.forums}


@pytest.fixture
def operator(cast):
    """Somebody who runs the installation."""
    cast.outsider.user.is_staff = True
    cast.outsider.user.save()
    return cast.outsider


@pytest.fixture
def client_of_operator(operator, sign_in):
    return sign_in(operator)


@pytest.fixture
def template():
    return starting.templates()["byvekstavtale"]


def go_through(client, template, *, forums=None, secretariat=None):
    client.post(address("avtale"), AGREEMENT)
    client.post(address("parter"), {**rows(), "lines": LINES, "act": "on"})
    client.post(address("forum"), forums or forums_of(template))
    client.post(address("sekretariat"), secretariat or {"who": "me", "title": "daglig leder"})
    return client.post(address("oppsummering"))


def test_five_steps_make_a_partnership_with_all_it_needs(client_of_operator, operator, template, cast):
    answer = go_through(client_of_operator, template)
    assert answer["Location"] == "/nordbyen-eksempel/"
    partnership = Partnership.objects.get(key="nordbyen-eksempel")
    assert partnership.goal == template.goal_words.nb
    assert partnership.forums.count() == len(template.forums)
    told = {party.name: (party.kind, party.adoption, party.political_body) for party in partnership.parties.all()}
    assert told == {
        "Nord kommune": ("municipality", "local", "kommunestyret"),
        "Sør kommune": ("municipality", "local", "bystyret"),
        "Nord fylkeskommune": ("county", "local", "fylkestinget"),
        "Statens vegvesen": ("state", "confirm", ""),
    }
    kinds = set(operator.partnership_roles.filter(partnership=partnership).values_list("kind", flat=True))
    assert kinds == {PartnershipRole.Kind.SECRETARIAT, PartnershipRole.Kind.ADMINISTRATOR}
    assert acting.is_secretariat(operator, partnership, cast.today)
    told = {event.kind for event in history.about(partnership)}
    assert told == {"partnership.created", "agreement.registered", "party.joined", "secretariat.appointed"}
    agreement = partnership.agreements.get()
    assert (agreement.name, agreement.from_day) == (partnership.agreement, partnership.starts_on)
    assert agreement.parties.count() == 4
    assert client_of_operator.get("/nordbyen-eksempel/organisering/").status_code == 200


def test_forums_are_left_out_and_renamed_and_the_roads_lead_past_them(client_of_operator, template):
    forums = forums_of(template, "samordning", prioriteringsrad="Rådet for prioritering")
    go_through(client_of_operator, template, forums=forums)
    partnership = Partnership.objects.get(key="nordbyen-eksempel")
    assert partnership.forums.get(key="prioriteringsrad").name == "Rådet for prioritering"
    assert not partnership.forums.filter(key="samordning").exists()
    # Working groups prepared for the coordinators, who prepared for the council.
    assert partnership.forums.get(key="arbeidsgruppe").prepares_for.key == "prioriteringsrad"
    stations = [one.get("forum") for one in partnership.case_kinds.get(key="handlingsprogram").usual_flow]
    assert stations == ["prioriteringsrad", "styringsgruppe", None]


def test_another_may_be_first_in_the_secretariat(client_of_operator, operator, template):
    go_through(client_of_operator, template, secretariat={"who": "other", "name": "Nina, ny sekretær"})
    partnership = Partnership.objects.get(key="nordbyen-eksempel")
    role = partnership.roles.get(kind=PartnershipRole.Kind.SECRETARIAT)
    assert role.person == Person.objects.get(name="Nina, ny sekretær")
    assert partnership.roles.get(kind=PartnershipRole.Kind.ADMINISTRATOR).person == operator


def test_another_who_is_first_gets_a_letter_with_a_way_in(client_of_operator, template):
    other = {"who": "other", "name": "Nina, ny sekretær", "email": "nina@example.org"}
    go_through(client_of_operator, template, secretariat=other)
    (letter,) = mail.outbox
    assert letter.to == ["nina@example.org"]
    client_of_operator.logout()
    link = re.search(r"http://testserver(/konto/invitasjon/\S+)", letter.body)[1]
    words = "en lang setning om fjorden"
    answer = client_of_operator.post(link, {"password": words, "again": words}, follow=True)
    assert answer.status_code == 200
    partnership = Partnership.objects.get(key="nordbyen-eksempel")
    assert acting.is_secretariat(answer.wsgi_request.person, partnership, timezone.localdate())


def test_a_letter_that_cannot_be_sent_is_told_and_the_partnership_stands(client_of_operator, template, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 1,
    )  # fmt: skip
    other = {"who": "other", "name": "Nina", "email": "nina@example.org"}
    answer = go_through(client_of_operator, template, secretariat=other)
    page = client_of_operator.get(answer.url).content.decode()
    assert "Brevet til nina@example.org kunne ikke sendes." in page


def test_pasted_lines_become_rows_that_can_be_mended(client_of_operator):
    client_of_operator.post(address("avtale"), AGREEMENT)
    answer = client_of_operator.post(address("parter"), {**rows(), "lines": LINES, "act": "add"})
    page = answer.content.decode()
    assert all(f'value="{name}"' in page for name in ("Nord kommune", "Statens vegvesen", "bystyret"))
    assert not Partnership.objects.filter(key="nordbyen-eksempel").exists()


def test_an_administrator_may_start_another_partnership(cast, sign_in):
    PartnershipRole.objects.create(partnership=cast.fjord, person=cast.secretary, kind="administrator")
    assert sign_in(cast.secretary).get(reverse("partnership:start")).status_code == 200
    assert "Nytt samarbeid" in sign_in(cast.secretary).get("/").content.decode()


@pytest.mark.parametrize("who", ["secretary", "observer", "outsider", "clerk_sjo"])
def test_others_do_not_find_the_page(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    assert client.get(reverse("partnership:start")).status_code == 404
    assert client.post(address("oppsummering")).status_code == 404
    assert "Nytt samarbeid" not in client.get("/").content.decode()


def test_an_account_that_runs_the_installation_becomes_a_person(client, db, django_user_model, template):
    user = django_user_model.objects.create(
        username="drift", first_name="Drift", last_name="Eksempel", is_staff=True
    )
    client.force_login(user)
    go_through(client, template)
    assert Person.objects.get(user=user).name == "Drift Eksempel"
    assert client.get("/nordbyen-eksempel/").status_code == 200


def test_a_step_is_not_open_before_those_ahead_of_it(client_of_operator):
    assert client_of_operator.get(address("forum"))["Location"] == address("avtale")
    client_of_operator.post(address("avtale"), AGREEMENT)
    assert client_of_operator.get(address("oppsummering"))["Location"] == address("parter")
    assert client_of_operator.get(address("finnes-ikke")).status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"key": "fjordloftet"}, "allerede adressen «fjordloftet»"),
        ({"key": "nytt-samarbeid"}, "brukes av Samstyring selv"),
        ({"ends_on": "2020-01-01"}, "kommer før første dag"),
        ({"template": "finnes_ikke"}, "finnes_ikke"),
        ({"name": ""}, "field-error"),
        ({"starts_on": "31.02.2026"}, "field-error"),
    ],
)
def test_what_is_wrong_with_the_agreement_is_told_and_the_words_stay(client_of_operator, cast, changed, words):
    answer = client_of_operator.post(address("avtale"), AGREEMENT | changed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Byvekstavtale (eksempel)" in answer.content.decode()


@pytest.mark.parametrize(
    ("parties", "code"),
    [
        ([("Nord kommune", "", "")], "Her står det 1."),
        ([("Nord kommune", "", ""), ("Nord kommune", "", "")], "Nord kommune står to ganger."),
    ],
)
def test_too_few_parties_or_the_same_twice_is_told(client_of_operator, parties, code):
    client_of_operator.post(address("avtale"), AGREEMENT)
    answer = client_of_operator.post(address("parter"), {**rows(*parties), "lines": "", "act": "on"})
    assert answer.status_code == 422
    assert code in answer.content.decode()


@pytest.mark.parametrize(
    ("left_out", "renamed", "words"),
    [
        (["styringsgruppe"], {}, "vedtar mandatene til andre forum"),
        ([], {"samordning": "Styringsgruppen"}, "To forum kan ikke hete det samme."),
    ],
)
def test_the_forum_of_the_agreement_stays_and_names_differ(client_of_operator, template, left_out, renamed, words):
    client_of_operator.post(address("avtale"), AGREEMENT)
    client_of_operator.post(address("parter"), {**rows(), "lines": LINES, "act": "on"})
    answer = client_of_operator.post(address("forum"), forums_of(template, *left_out, **renamed))
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_key_taken_meanwhile_leaves_nothing_behind(client_of_operator, template, cast):
    people, parties = Person.objects.count(), Party.objects.count()
    client_of_operator.post(address("avtale"), AGREEMENT)
    client_of_operator.post(address("parter"), {**rows(), "lines": LINES, "act": "on"})
    client_of_operator.post(address("forum"), forums_of(template))
    client_of_operator.post(address("sekretariat"), {"who": "other", "name": "Nina"})
    Partnership.objects.filter(key="osregionen").update(key="nordbyen-eksempel")
    answer = client_of_operator.post(address("oppsummering"))
    assert answer.status_code == 422
    assert "Et annet samarbeid bruker allerede adressen" in answer.content.decode()
    assert (Person.objects.count(), Party.objects.count()) == (people, parties)


@pytest.mark.parametrize("key", sorted(starting.templates()))
def test_every_template_can_be_gone_through(client_of_operator, key):
    template = starting.templates()[key]
    client_of_operator.post(address("avtale"), AGREEMENT | {"template": key})
    client_of_operator.post(address("parter"), {**rows(), "lines": LINES, "act": "on"})
    client_of_operator.post(address("forum"), forums_of(template))
    client_of_operator.post(address("sekretariat"), {"who": "me"})
    page = client_of_operator.get(address("oppsummering")).content.decode()
    assert all(forum.name.nb in page for forum in template.forums)
    assert client_of_operator.post(address("oppsummering")).status_code == 302
