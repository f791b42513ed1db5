"""What if: one change is tried from its row, told at once, and kept or dropped. Uncertain costs beside it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from samstyring.casework.models import Decision
from samstyring.ground.models import Analysis
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import inquiries as acts
from samstyring.portfolio.models import CriteriaSet, ProgrammeLine, Scenario
from tests.portfolio.prospects import FIRST, Prospects

HTMX = {"HX-Request": "true"}


@pytest.fixture
def prospects(cast):
    return Prospects(cast)


def address(name, scenario, *more):
    return reverse(f"portfolio:{name}", args=["fjordloftet", scenario.pk, *more])


def try_it(client, scenario, key, kind, **headers):
    return client.post(address("start_trial", scenario), {"project": key, "kind": kind}, headers=headers)


def outcome(client, scenario):
    return client.get(address("inquiry_progress", scenario, "prov"), headers=HTMX).content.decode()


def test_an_exclusion_is_tried_from_the_row_and_its_effect_told(prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    scenario = prospects.calculated()
    inside = scenario.analysis.result["plan"]["starts"]
    assert "P3" in inside
    body = client.get(scenario.get_absolute_url()).content.decode()
    assert 'hx-target="#prov"' in body
    answer = try_it(client, scenario, "P3", "excluded", **HTMX)
    assert answer.status_code == 200
    told = answer.content.decode()
    assert "Hva om: Hold utenfor Sykkelveg" in told
    assert "Nytten faller" in told
    assert not scenario.special_projects.exists()


def test_without_scripts_the_page_shows_the_same(prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    scenario = prospects.calculated()
    response = try_it(client, scenario, "P3", "excluded")
    assert response.url == f"{scenario.get_absolute_url()}#prov"
    assert "Hva om: Hold utenfor Sykkelveg" in client.get(response.url).content.decode()


def test_what_is_kept_becomes_a_rule_and_the_plan_is_laid_again(prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    scenario = prospects.calculated()
    try_it(client, scenario, "P3", "excluded", **HTMX)
    refused = client.post(address("keep_trial", scenario), {"reason": " "})
    assert refused.status_code == 422
    assert "holdt utenfor uten begrunnelse" in refused.content.decode()
    kept = client.post(address("keep_trial", scenario), {"reason": "Venter på regulering."})
    assert kept.url == scenario.get_absolute_url()
    rule = scenario.special_projects.get()
    assert (rule.project.key, rule.kind, rule.reason) == ("P3", "excluded", "Venter på regulering.")
    scenario = Scenario.objects.select_related("analysis").get(pk=scenario.pk)
    assert scenario.trial is None
    assert "P3" not in scenario.analysis.result["plan"]["starts"]
    try_it(client, scenario, "P3", "free", **HTMX)
    client.post(address("keep_trial", scenario), {"reason": ""})
    assert not scenario.special_projects.exists()


def test_what_is_dropped_leaves_nothing(prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    scenario = prospects.calculated()
    try_it(client, scenario, "P3", "excluded", **HTMX)
    dropped = client.post(address("drop_trial", scenario), headers=HTMX).content.decode()
    assert "Hva om" not in dropped
    assert "Hva om:" not in client.get(scenario.get_absolute_url()).content.decode()
    nothing = client.post(address("keep_trial", scenario), {"reason": "Sent."})
    assert nothing.status_code == 422
    assert "ingen prøvd endring" in nothing.content.decode()


def test_a_lock_that_does_not_fit_says_why_and_cannot_be_kept(prospects, cast, sign_in):
    prospects.sheet(prospects.bridge).depends_on.add(prospects.path)
    specials = [{"project": prospects.path, "kind": "excluded", "start_year": None, "reason": "Venter."}]
    client = sign_in(cast.secretary)
    scenario = prospects.calculated(specials=specials)
    try_it(client, scenario, "P1", "locked", **HTMX)
    told = outcome(client, scenario)
    assert "Gangbru avhenger av Sykkelveg." in told
    assert "Behold" not in told
    refused = client.post(address("keep_trial", scenario), {"reason": "Likevel."})
    assert refused.status_code == 422
    assert "kan ikke beholdes" in refused.content.decode()


def test_a_change_is_tried_with_ranked_criteria_too(prospects, cast, sign_in):
    prospects.criteria.mode = CriteriaSet.Mode.RANKED
    prospects.criteria.save()
    client = sign_in(cast.secretary)
    scenario = prospects.calculated(missing_scores="zero")
    told = try_it(client, scenario, "P3", "excluded", **HTMX).content.decode()
    assert "Nytten på «Måloppnåelse» faller" in told


def test_a_click_too_many_tries_once(prospects, cast):
    scenario = prospects.calculated()
    first = acts.start_trial(scenario, key="P3", kind="excluded", by=cast.secretary)
    scenario = Scenario.objects.get(pk=scenario.pk)
    again = acts.start_trial(scenario, key="P3", kind="excluded", by=cast.secretary)
    assert again == first
    other = acts.start_trial(scenario, key="P2", kind="excluded", by=cast.secretary)
    first.refresh_from_db()
    assert (first.status, other.status) == (Analysis.Status.CANCELLED, Analysis.Status.WAITING)


@pytest.mark.parametrize(
    ("key", "kind", "words"),
    [
        ("P3", "free", "allerede denne regelen"),
        ("P5", "locked", "ikke med i beregningen"),
        ("X", "locked", "ikke med i beregningen"),
        ("P3", "", "ikke med i beregningen"),
    ],
)
def test_what_cannot_be_tried_is_told_in_place(prospects, cast, sign_in, key, kind, words):
    scenario = prospects.calculated()
    response = try_it(sign_in(cast.secretary), scenario, key, kind, **HTMX)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert try_it(sign_in(cast.secretary), scenario, key, kind).status_code == 422


def test_nothing_is_tried_on_a_ground_that_has_changed(prospects, cast, sign_in):
    scenario = prospects.calculated()
    prospects.score(prospects.hub, prospects.ready, 10)
    client = sign_in(cast.secretary)
    assert "Hva om" not in client.get(scenario.get_absolute_url()).content.decode()
    assert "Grunnlaget er endret" in try_it(client, scenario, "P3", "excluded").content.decode()


def test_an_interrupted_try_is_told_and_can_be_started_again(prospects, cast, sign_in):
    scenario = prospects.calculated()
    laid = acts.start_trial(scenario, key="P3", kind="excluded", by=cast.secretary)
    before = timezone.now() - timedelta(minutes=1)
    Analysis.objects.filter(pk=laid.pk).update(status="running", started_at=before, heard_at=before)
    client = sign_in(cast.secretary)
    body = client.get(scenario.get_absolute_url()).content.decode()
    assert "Endringen ble ikke prøvd ferdig" in body
    assert "Arbeideren stoppet underveis" in body
    assert "Hva om: Hold utenfor Sykkelveg" in try_it(client, scenario, "P3", "excluded", **HTMX).content.decode()


@pytest.mark.parametrize("who", ["member_sjo", "observer", "clerk_sjo"])
def test_readers_see_the_plan_without_the_buttons(prospects, cast, sign_in, who):
    scenario = prospects.calculated()
    client = sign_in(getattr(cast, who))
    assert 'hx-target="#prov"' not in client.get(scenario.get_absolute_url()).content.decode()
    assert try_it(client, scenario, "P3", "excluded").status_code == 422


@pytest.mark.parametrize("who", ["outsider", "os_secretary"])
def test_outsiders_get_no_answer_at_all(prospects, cast, sign_in, who):
    scenario = prospects.calculated()
    client = sign_in(getattr(cast, who))
    for name in ("start_trial", "keep_trial", "drop_trial", "start_exposure", "start_robustness"):
        assert client.post(address(name, scenario)).status_code == 404
    for slug in ("prov", "robusthet", "usikkerhet"):
        assert client.get(address("inquiry_progress", scenario, slug)).status_code == 404
        assert client.post(address("stop_inquiry", scenario, slug)).status_code == 404
    assert sign_in(cast.secretary).get(address("inquiry_progress", scenario, "tull")).status_code == 404


# Uncertain costs


def spread(prospects):
    sheet = prospects.sheet(prospects.bridge)
    sheet.percentile, sheet.p85_mnok = "p50", Decimal(50)
    sheet.save()
    prospects.assumptions.costs.filter(project=prospects.path).update(p85_ratio=Decimal("1.30"))


def expose(client, scenario, correlation="0.2"):
    return client.post(address("start_exposure", scenario), {"correlation": correlation})


def test_without_spreads_the_page_says_what_is_missing(prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    scenario = prospects.calculated()
    body = client.get(scenario.get_absolute_url()).content.decode()
    assert "Ingen vet hvor usikre kostnadene er" in body
    assert "Regn ut usikkerheten" not in body
    refused = expose(client, scenario)
    assert refused.status_code == 422
    assert "hvor usikker kostnaden er" in refused.content.decode()


def test_spreads_of_sheets_and_assumptions_give_the_reserve_and_the_frames(prospects, cast, sign_in):
    spread(prospects)
    client = sign_in(cast.secretary)
    scenario = prospects.calculated()
    assert "har både P50 og P85" in client.get(scenario.get_absolute_url()).content.decode()
    assert expose(client, scenario).url == f"{scenario.get_absolute_url()}#usikkerhet"
    body = client.get(scenario.get_absolute_url()).content.decode()
    assert "mill. kr eller mindre i halvparten av tilfellene" in body
    assert "antatt å henge sammen med 0,2" in body
    assert "regnet som sikre, fordi de ikke har både P50 og P85" in body


def test_the_correlation_is_a_choice_that_shows(prospects, cast, sign_in):
    spread(prospects)
    client = sign_in(cast.secretary)
    scenario = prospects.calculated()
    expose(client, scenario, "0.7")
    body = client.get(scenario.get_absolute_url()).content.decode()
    assert "antatt å henge sammen med 0,7" in body
    assert '<option value="0.7" selected>' in body
    assert expose(client, scenario, "2").status_code == 422


def test_an_older_plan_is_not_passed_off_as_this_one(prospects, cast, sign_in):
    spread(prospects)
    client = sign_in(cast.secretary)
    scenario = prospects.calculated()
    expose(client, scenario)
    try_it(client, scenario, "P3", "excluded", **HTMX)
    client.post(address("keep_trial", scenario), {"reason": "Venter."})
    assert "Usikkerheten gjelder en eldre plan" in client.get(scenario.get_absolute_url()).content.decode()


def test_a_p85_below_the_estimate_is_refused(prospects, cast, sign_in):
    client = sign_in(cast.secretary)
    page = reverse("portfolio:edit_sheet", args=["fjordloftet", "P1"])
    response = client.post(page, {"base": "1", "cost_mnok": "40", "p85_mnok": "30", "percentile": "p50"})
    assert response.status_code == 422
    assert "kan ikke være lavere enn kostnadsanslaget" in response.content.decode()


def test_asking_without_a_plan_is_refused(prospects, cast):
    scenario = prospects.scenario()
    with pytest.raises(Refused) as refused:
        acts.start_exposure(scenario, correlation="0.2", by=cast.secretary)
    assert [one.code for one in refused.value.obstacles] == ["not-calculated"]


# The least change of an adopted programme


def adopted(prospects, cast):
    """A programme of the plan, adopted by the steering group."""
    programme = prospects.programme()
    programme.decision = Decision.objects.create(
        case=programme.case,
        forum=cast.steering,
        outcome="adopted",
        text="Programmet vedtas.",
        decided_on=cast.today,
        is_imported=True,
    )
    programme.save()
    return programme


def rebalance(client, scenario):
    return client.post(address("start_rebalancing", scenario))


def test_without_an_adopted_programme_there_is_nothing_to_change(prospects, cast, sign_in):
    scenario = prospects.calculated()
    client = sign_in(cast.secretary)
    assert "Finn minste endring" not in client.get(scenario.get_absolute_url()).content.decode()
    refused = rebalance(client, scenario)
    assert refused.status_code == 422
    assert "ikke noe vedtatt handlingsprogram" in refused.content.decode()


def test_a_programme_that_still_holds_stands_as_it_is(prospects, cast, sign_in):
    scenario = adopted(prospects, cast).recommendation.scenario
    client = sign_in(cast.secretary)
    assert "Finn minste endring" in client.get(scenario.get_absolute_url()).content.decode()
    assert rebalance(client, scenario).url == f"{scenario.get_absolute_url()}#minste-endring"
    body = client.get(scenario.get_absolute_url()).content.decode()
    assert "Programmet kan stå som det er." in body
    assert "Alt kan dekkes innenfor rammene." in body
    assert "Hva mer endring gir" in body


def test_less_money_gives_the_least_change_that_holds(prospects, cast, sign_in):
    scenario = adopted(prospects, cast).recommendation.scenario
    for year in range(FIRST, FIRST + 5):
        prospects.frame(prospects.stat, year, 25, status="voted")
    client = sign_in(cast.secretary)
    rebalance(client, scenario)
    result = Analysis.objects.get(rebalance_of=scenario).result
    assert result["least_change"]["projects"] > 0
    body = client.get(scenario.get_absolute_url()).content.decode()
    assert "Det er nok å endre" in body
    assert "Grunnlaget er endret" in body  # of the plan, which still stands beside it


def test_what_has_started_stays_though_the_sheet_would_have_it_later(prospects, cast, sign_in):
    programme = adopted(prospects, cast)
    prospects.assumptions.costs.filter(project=prospects.path).update(earliest=FIRST + 1)
    ProgrammeLine.objects.create(
        programme=programme, project=prospects.path, source=prospects.bom, year=FIRST - 1, amount_mnok=1
    )
    scenario = programme.recommendation.scenario
    client = sign_in(cast.secretary)
    rebalance(client, scenario)
    body = client.get(scenario.get_absolute_url()).content.decode()
    assert "Startene som alt er skjedd, røres ikke: Sykkelveg." in body
