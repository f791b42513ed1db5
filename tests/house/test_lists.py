"""A page asks the database as often for many rows as for few, and no more often than docs/testing.md says."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.house.filled import Filled
from tests.house.walking import routes

TESTING = (Path(__file__).resolve().parents[2] / "docs" / "testing.md").read_text()
ROW = re.compile(r"^\| [^|]+ \| `(\w+:\w+)` \| (\d+|–) \| (\d+|–) \|", re.M)


def asked(client, filled):
    """How often each page asks the database once it has been read before: {name: number}."""
    counts = {}
    for route in routes():
        address = route.address(filled)
        if not route.name.endswith(("pdf", "extract", "file")) and client.get(address).status_code == 200:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts[str(route)] = len(queries)
    return counts


@pytest.mark.parametrize(("who", "column"), [("secretary", 1), ("visitor", 2)])
def test_longer_lists_ask_no_more(cast, who, column):
    filled, client = Filled(cast), Client()
    if who == "secretary":
        client.force_login(cast.secretary.user)
    filled.fuller(range(2))
    few = asked(client, filled)
    filled.fuller(range(2, 7))
    many = asked(client, filled)
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
    said = {row[1]: int(row[column + 1]) for row in ROW.finditer(TESTING) if row[column + 1] != "–"}
    assert set(said) <= set(many)
    assert {name: (said[name], many[name]) for name in said if many[name] > said[name]} == {}
