"""The cast: the same few people and bodies in every test, and a browser that obeys a strict machine."""

import os
import shutil

import pytest

from tests.cast import Cast

# Playwright's event loop runs in this thread while Django's ORM is used from it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# What takes longest begins first, so that no core waits for the other at the end.
LONGEST = ("tests/story/", "tests/house/")


def pytest_collection_modifyitems(items):
    def place(item):
        return next((n for n, folder in enumerate(LONGEST) if item.nodeid.startswith(folder)), len(LONGEST))

    items.sort(key=place)


@pytest.fixture
def cast(db):
    """Fjordløftet and Osregionen, two small partnerships with every role somebody needs."""
    return Cast()


@pytest.fixture
def sign_in(client):
    """Sign the client in as a person of the cast: `sign_in(cast.secretary)`."""

    def sign_in_as(person):
        client.force_login(person.user)
        return client

    return sign_in_as


@pytest.fixture(autouse=True)
def own_file_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed, so browser tests are skipped.")
    quiet = ["quic", "background-networking", "component-update", "sync"]
    return {
        "executable_path": chromium,
        "args": ["--no-sandbox", "--disable-gpu", "--no-first-run", *(f"--disable-{name}" for name in quiet)],
    }


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "nb-NO", "viewport": {"width": 1280, "height": 900}}
