"""Frames over the agreement's years, and amounts brought from one year's prices to another's by a stated index."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from samstyring.casework.actions import decisions
from samstyring.ground.refusal import Refused
from samstyring.portfolio.actions import frames as acts
from samstyring.portfolio.models import Frame, PriceIndex, Programme
from samstyring.portfolio.rules import agreement_frames, frames, price_index
from samstyring.portfolio.rules.sums import sums
from tests.portfolio.prospects import FIRST, Prospects

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"
TABLE = "year,value,name,source\n2020,100,Byggepriser (eksempel),eksempel\n2026,131.25,Byggepriser (eksempel),eksempel\n"


def upload(text, name="indeks.csv"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def laid(cast, text=TABLE):
    return acts.upload_index(cast.fjord, upload(text), by=cast.secretary)


def page(name):
    return reverse(f"portfolio:{name}", args=["fjordloftet"])


class TestTheTable:
    def test_it_is_uploaded_shown_and_kept_in_versions(self, cast, sign_in):
        client = sign_in(cast.secretary)
        assert client.post(page("price_index"), {"file": upload(TABLE)}).status_code == 302
        newer = TABLE.replace("131.25", "140")
        assert client.post(page("price_index"), {"file": upload(newer)}).status_code == 302
        assert list(cast.fjord.price_indices.values_list("version", flat=True)) == [2, 1]
        shown = client.get(page("price_index")).content.decode()
        assert "Byggepriser (eksempel), versjon 2" in shown
        assert "140,0" in shown
        assert PriceIndex.objects.get(version=1).values.get(year=2026).value == Decimal("131.25")

    def test_excel_in_norway_writes_semicolons_commas_and_a_mark_in_front(self, cast):
        text = "\ufeffÅr;Verdi;Navn;Kilde\r\n2020;100;Pris;SSB\r\n2026;131,25;Pris;SSB\r\n"
        assert laid(cast, text).values.get(year=2026).value == Decimal("131.25")

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "tom"),
            ("år,tall\n2020,1\n", "mangler kolonnene"),
            (TABLE + "2026,5,Byggepriser (eksempel),x\n", "Rad 4, kolonnen year: 2026 står to ganger."),
            (TABLE + "to,5,Byggepriser (eksempel),x\n", "Rad 4, kolonnen year: «to» er ikke et årstall"),
            (TABLE + "2027,-5,Byggepriser (eksempel),x\n", "Rad 4, kolonnen value: «-5» er ikke et tall"),
            (TABLE + "2027,NaN,Byggepriser (eksempel),x\n", "«NaN» er ikke et tall"),
            (TABLE + "2027,1e9999,Byggepriser (eksempel),x\n", "er ikke et tall"),
            (TABLE + "2027,5,Byggepriser (eksempel),\n", "Rad 4, kolonnen source: Feltet er tomt."),
            (TABLE + "2027,5,Annen,x\n", "flere navn"),
            ("year,value,name,source\n2020,100,A,b\n", "minst to år"),
            (b"year,value,name,source\n2020,100,\xff\xfe,b\n", "ikke en CSV-fil"),
            (b"PK\x03\x04\x00\x00", "ikke det navnet sier"),
        ],
    )
    def test_what_is_wrong_is_told_with_row_and_column_and_nothing_is_kept(self, cast, sign_in, text, words):
        response = sign_in(cast.secretary).post(page("price_index"), {"file": upload(text)})
        assert response.status_code == 422
        assert words in response.content.decode().replace("&#x27;", "'")
        assert not PriceIndex.objects.exists()

    def test_a_newer_version_keeps_the_years_of_the_former(self, cast):
        laid(cast)
        with pytest.raises(Refused) as refused:
            laid(cast, TABLE.replace("2020", "2021"))
        assert "2020" in refused.value.obstacles[0].text

    def test_only_the_secretariat_uploads_and_outsiders_find_nothing(self, cast, sign_in):
        assert sign_in(cast.member_sjo).post(page("price_index"), {"file": upload(TABLE)}).status_code == 422
        assert sign_in(cast.os_secretary).get(page("price_index")).status_code == 404
        assert sign_in(cast.os_secretary).get(page("frames")).status_code == 404

    @settings(max_examples=300, deadline=None)
    @given(
        st.one_of(
            st.binary(max_size=300),
            st.text(max_size=300).map(lambda one: (TABLE + one).encode("utf-8", "replace")),
        )
    )
    def test_no_damaged_table_breaks_the_reading(self, content):
        name, levels, obstacles = price_index.read(content)
        assert obstacles or (name and len(levels) >= 2 and all(one.value > 0 for one in levels))


class TestConverting:
    def test_there_and_back_is_the_same_to_the_thousand_kroner(self):
        prices = price_index.Prices(None, {2020: Decimal(100), 2026: Decimal("131.25")})
        assert prices.converted(Decimal(100), 2020, 2026) == Decimal("131.250")
        assert prices.converted(Decimal("131.25"), 2026, 2020) == Decimal("100.000")
        assert prices.converted(Decimal(100), 2019, 2026) is None

    def test_a_frame_in_other_prices_counts_only_with_an_index_and_says_so(self, cast):
        prospects = Prospects(cast)
        programme = prospects.programme()
        Frame.objects.filter(source=prospects.lokal).delete()
        prospects.frame(prospects.lokal, FIRST, 100, status="voted", price_year=2020)
        chosen = {"first": FIRST, "last": FIRST, "price_year": 2026, "vat": "excl", "assumptions": None}
        without = frames.chosen(cast.fjord, **chosen)
        assert without.of(prospects.lokal, FIRST) is None
        assert without.other_kind == (("Lokale midler", FIRST),)
        laid(cast)
        found = frames.chosen(cast.fjord, **chosen)
        assert found.of(prospects.lokal, FIRST).amount_mnok == Decimal("131.250")
        told = "regnet om fra 2020- til 2026-kroner med Byggepriser (eksempel) (versjon 1), faktor 1,313"
        assert told in found.converted[0][2]
        programme.lines.create(pot="Mindre tiltak", source=prospects.lokal, year=FIRST, amount_mnok=Decimal(1))
        assert any(told in sentence for sentence in sums(programme).converted)
        assert Frame.objects.get(source=prospects.lokal).amount_mnok == 100

    def test_a_frame_with_another_vat_is_never_converted(self, cast):
        prospects = Prospects(cast)
        laid(cast)
        prospects.frame(prospects.lokal, FIRST, 100, price_year=2020, vat="incl")
        chosen = frames.chosen(cast.fjord, first=FIRST, last=FIRST, price_year=2026, vat="excl", assumptions=None)
        assert chosen.other_kind == (("Lokale midler", FIRST),)


class TestTheAgreement:
    def whole(self, cast, prospects, amount=1000, **changes):
        fields = {
            "source": prospects.stat, "year": 2019, "to_year": 2035, "amount": Decimal(amount), "status": "agreed",
            "price_year": 2026, "vat": "excl",
        } | changes  # fmt: skip
        return acts.write_frame(cast.fjord, by=cast.secretary, **fields)

    def adopted(self, cast, prospects):
        programme = prospects.programme()
        decisions.decide(
            cast.item(cast.steering, case=programme.case), outcome="adopted", text="Vedtas.", by=cast.secretary
        )
        return Programme.objects.get(pk=programme.pk)

    def test_both_ends_are_budget_years(self, cast):
        cast.fjord.starts_on, cast.fjord.ends_on = (
            cast.fjord.starts_on.replace(year=2019),
            cast.fjord.ends_on.replace(year=2029),
        )
        assert len(agreement_frames.budget_years(cast.fjord)) == 11

    def test_what_adopted_programmes_use_is_taken_from_the_whole_frame(self, cast):
        prospects = Prospects(cast)
        self.whole(cast, prospects)
        draft = agreement_frames.agreement_frames(cast.fjord).wholes[0]
        assert (draft.used, draft.left) == (None, None)
        programme = self.adopted(cast, prospects)
        one = agreement_frames.agreement_frames(cast.fjord).wholes[0]
        used = sum(line.amount_mnok for line in programme.lines.filter(source=prospects.stat))
        assert one.used == used > 0
        assert one.left == 1000 - used

    def test_frames_in_other_prices_are_converted_and_those_that_cannot_be_are_left_out_of_the_sum(self, cast):
        prospects = Prospects(cast)
        self.whole(cast, prospects, price_year=2020)
        self.whole(cast, prospects, 500, source=prospects.bom, vat="incl")
        self.adopted(cast, prospects)
        before = agreement_frames.agreement_frames(cast.fjord)
        assert (before.total, before.left_out) == (None, 2)
        laid(cast)
        after = agreement_frames.agreement_frames(cast.fjord)
        assert (after.total, after.left_out) == (Decimal("1312.500"), 1)

    def test_a_gap_is_filled_by_the_assumptions_and_says_so(self, cast, sign_in):
        prospects = Prospects(cast)
        self.whole(cast, prospects, price_year=None, vat="")
        self.adopted(cast, prospects)
        found = agreement_frames.agreement_frames(cast.fjord)
        assert found.total == 1000
        assert "Eksempelforutsetninger 2026" in found.wholes[0].note
        prospects.assumptions.removed_at = prospects.assumptions.pk and "2026-01-01T00:00Z"
        prospects.assumptions.save()
        assert agreement_frames.agreement_frames(cast.fjord).total is None

    def test_a_partys_share_of_a_source_is_its_own_frame(self, cast):
        prospects = Prospects(cast)
        for party, amount in ((cast.sjo, 12), (cast.berg, 174)):
            self.whole(cast, prospects, amount, party=party)
        self.adopted(cast, prospects)
        found = agreement_frames.agreement_frames(cast.fjord)
        by_party = {one.frame.party: one for one in found.wholes}
        lines = Programme.objects.get().lines.filter(source=prospects.stat)
        for party in (cast.sjo, cast.berg):
            assert by_party[party].used == sum(one.amount_mnok for one in lines.filter(project__owner=party))

    def test_the_page_shows_standing_per_year_and_what_is_left(self, cast, sign_in):
        prospects = Prospects(cast)
        self.whole(cast, prospects)
        prospects.frame(prospects.stat, FIRST, 60, status="proposed")
        prospects.frame(prospects.stat, FIRST, 55, status="voted")
        self.adopted(cast, prospects)
        shown = sign_in(cast.member_sjo).get(page("frames")).content.decode()
        for words in ("17 budsjettår", "vedtatt", "foreslått 60,0", "55,0", "Igjen"):
            assert words in shown

    def test_the_secretariat_writes_a_frame_and_corrects_it(self, cast, sign_in):
        client, source = sign_in(cast.secretary), cast.sources[0]
        posted = {"source": source.pk, "year": "2027", "to_year": "2027", "amount": "60,5", "status": "voted",
                  "price_year": "2026", "vat": "excl"}  # fmt: skip
        for amount in ("60,5", "61"):
            assert client.post(page("frames"), {**posted, "amount": amount}).status_code == 302
        assert [one.amount_mnok for one in Frame.objects.all()] == [61]

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"to_year": "2026"}, "slutter i 2026, før den begynner i 2027"),
            ({"year": "2027", "to_year": "2040"}, "2040 er utenfor"),
            ({"amount": "-1"}, "Et beløp kan ikke være negativt."),
            ({"amount": "600000"}, "Er det skrevet i kroner"),
            ({"source": "0"}, "Velg et gyldig valg"),
        ],
    )
    def test_what_cannot_be_is_told(self, cast, sign_in, changes, words):
        posted = {
            "source": cast.sources[0].pk,
            "year": "2027",
            "to_year": "2027",
            "amount": "60",
            "status": "voted",
        }
        response = sign_in(cast.secretary).post(page("frames"), posted | changes)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert not Frame.objects.exists()

    def test_more_frames_ask_no_more(self, cast, django_assert_max_num_queries):
        prospects = Prospects(cast)
        self.whole(cast, prospects)
        self.adopted(cast, prospects)
        for year in range(2027, 2036):
            prospects.frame(prospects.bom, year, 5)
        with django_assert_max_num_queries(7):
            agreement_frames.agreement_frames(cast.fjord)


class TestThePublishedSums:
    """Sums that the sources themselves print, reckoned again from the rows."""

    @pytest.fixture
    def rows(self):
        file = REAL / "budget_frames.csv"
        if not file.exists():
            pytest.skip("The real budget frames are not here, so the published sums are not reckoned again.")
        with file.open(newline="") as opened:
            return list(csv.DictReader(opened))

    def amount(self, rows, partnership, party, source):
        (found,) = [
            Decimal(row["amount_mnok"])
            for row in rows
            if (row["partnership"], row["party"]) == (partnership, party)
            and row["funding_source"].startswith(source)
        ]
        return found

    def test_grenlands_pots_by_population_are_three_hundred(self, rows):
        pots = {
            p: self.amount(rows, "Bypakke Grenland", p, "Kommunal pott") for p in ("Siljan", "Skien", "Porsgrunn")
        }
        assert list(pots.values()) == [12, 174, 114]
        assert sum(pots.values()) == 300
        shares = {"Siljan": 4, "Skien": 58, "Porsgrunn": 38}
        assert all(pots[party] == Decimal(300) * share / 100 for party, share in shares.items())

    def test_oygardens_yearly_mean_takes_eleven_budget_years(self, rows, cast):
        whole = sum(
            self.amount(rows, "Miljøløftet", "Øygarden", s) for s in ("Programområdetiltak", "Belønningsmidler")
        )
        printed = self.amount(rows, "Miljøløftet", "Øygarden", "Snitt per år")
        assert whole == Decimal("461.1")
        assert (whole / 11).quantize(Decimal("0.1")) == printed == Decimal("41.9")
        assert (whole / 10).quantize(Decimal("0.1")) != printed

    def test_the_table_of_prop_11_s_sums_to_its_printed_total(self, rows):
        assert self.amount(rows, "Bypakke Bergen", "Samlet", "Portefølje Prop. 11 S") == 29420
        with (REAL / "projects.csv").open(newline="") as opened:
            portfolio = [row for row in csv.DictReader(opened) if row["partnership"] == "Bypakke Bergen"]
        assert len(portfolio) == 9
        assert sum(Decimal(row["amount_mnok"]) for row in portfolio) == 29420
