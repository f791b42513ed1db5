"""What no form would send: every page and every form of the product is given it, and none of them breaks.

The pages are found by walking all addresses as the secretariat; each form is read from the page it stands on and
sent back with one kind of nonsense at a time. What a try changes is taken back before the next one, so that all of
them share one partnership with one of everything, and one walk over its pages.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.test import Client, TestCase, override_settings

from tests.cast import Cast
from tests.house.filled import Filled
from tests.house.walking import files_of, forms_in, pages_of

# fmt: off
FILTERS = [
    "page", "side", "q", "forum", "type", "status", "sort", "aar", "omrade", "fase", "versjon", "fra", "til",
    "sammenlign", "del", "ar", "satsing", "kommune", "gruppe", "eier", "steg", "ark", "sorter", "tavle",
]
# fmt: on
TAG = "<script>alert('Ola')</script>\"'><img src=x onerror=alert(1)>"
TYPED = {
    "a NUL": "a\x00b",
    "another alphabet": "\u202eمرحبا 😀 ﷽",
    "a long text": "æ" * 30_000,
    "a huge number": "9" * 5000,
    "less than nothing": "-1e9",
}
# In choices, ticks and hidden numbers too. What matters there is what no column holds and what is no number.
ANYWHERE = {
    "NUL in every field": "a\x00b",
    "numbers outside the columns in every field": "9" * 20,
    "no number in any field": "NaN",
    "nothing in any field": "",
}
ASKED = ["a\x00b", "9" * 20, "", f"{TAG}{TYPED['another alphabet']}{'9' * 5000}"]
# The fields of a table are many and alike: the first ones of a form stand for the others.
ENOUGH_FIELDS = 2
# An answer in words, or the way on. 413 is the server's own for too many bytes.
ANSWERS = {200, 302, 400, 404, 405, 413, 422}


def tried(send):
    """The answer to a try, whose changes are taken back; what broke is returned instead of raised."""
    try:
        with transaction.atomic():
            try:
                answer = send()
            finally:
                transaction.set_rollback(True)
    except Exception as broke:  # noqa: BLE001 - whatever breaks is what this test looks for
        return None, f"{type(broke).__name__}: {broke}"[:160]
    return answer, "" if answer.status_code in ANSWERS else str(answer.status_code)


def tries(form):
    """What no browser would send from this form: (what is strange, the fields as sent)."""
    sent = {kind: form.values | dict.fromkeys(form.typed, value) for kind, value in TYPED.items() if form.typed}
    sent |= {kind: dict.fromkeys(form.values, value) for kind, value in ANYWHERE.items()}
    sent |= {
        f"{gone} is missing": {name: values for name, values in form.values.items() if name != gone}
        for gone in list(form.values)[:ENOUGH_FIELDS]
    }
    sent["nothing is sent"] = {"unknown": "x"}
    sent["every field twice"] = {name: [*values, "abc", *values] for name, values in form.values.items()}
    # Of a form without fields there is little to get wrong, and the same is not sent twice.
    return {str(values): (kind, values) for kind, values in sent.items()}.values()


def post(client, form, values, **options):
    files = {name: file for name, file in files_of(form).items() if name not in values}
    return tried(lambda: client.post(form.action, values | files, **options))


@override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, "tests.house.walking.listening"])
class TestNonsense(TestCase):
    """One partnership with one of everything, and one walk over its pages, for all the tests."""

    @classmethod
    def setUpTestData(cls):
        cast, client = Cast(), Client()
        filled = Filled(cast)
        cls.user = cast.secretary.user
        client.force_login(cls.user)
        cls.pages = pages_of(client, filled)

    def setUp(self):
        self.client.force_login(self.user)

    def test_no_page_breaks_on_a_strange_filter(self):
        """Each request asks for something strange in every filter; after all of them each filter has met each kind.

        A page that does not look at its address at all is the same for every query, and is asked once.
        """
        queries = [
            urlencode({name: ASKED[(place + turn) % len(ASKED)] for place, name in enumerate(FILTERS)})
            for turn in range(len(ASKED))
        ]
        queries.append("&".join(f"{name}=%ED%A0%80%FF" for name in FILTERS))
        assert len(self.pages) > 45
        broken, looking = [], 0
        for page in self.pages:
            for query in queries:
                answer, wrong = tried(lambda address=f"{page}?{query}": self.client.get(address))
                broken += [(page, query[:200], wrong)] if wrong else []
                if answer is not None and not answer.asked:
                    break
            else:
                looking += 1
        assert broken == []
        assert looking > 20

    def test_no_form_breaks_and_none_runs_what_is_typed(self):
        forms = forms_in(self.pages).values()
        assert len(forms) > 30
        assert sum(bool(form.typed) for form in forms) > 20
        broken = []
        for form in forms:
            for kind, values in tries(form):
                _answer, wrong = post(self.client, form, values)
                broken += [(kind, form.action, wrong)] if wrong else []
            if form.typed:
                answer, wrong = post(self.client, form, form.values | dict.fromkeys(form.typed, TAG), follow=True)
                page = "" if wrong else answer.content.decode()
                run = [tag for tag in ("<script>alert", "<img src=x") if tag in page]
                broken += [("markup", form.action, wrong or run)] if wrong or run else []
        assert broken == []
