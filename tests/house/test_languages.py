"""Everything that is said in bokmål is said in nynorsk and English too, with the same facts in it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "samstyring"
LANGUAGES = ("nn", "en")
# What is put into a text when it is shown: %(forum)s, {label}, tags.
FILLED = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w*[^{}]*\}|</?[a-z][^>]*>")


def texts_of(language, folder=SOURCE):
    return polib.pofile(folder / "locale" / language / "LC_MESSAGES" / "django.po")


def identity(text):
    return text.msgctxt, text.msgid, text.msgid_plural


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """The texts that the code says now."""
    if shutil.which("xgettext") is None:
        pytest.skip("xgettext is not installed, so the texts of the code cannot be gathered.")
    folder = tmp_path_factory.mktemp("texts") / "samstyring"
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("__pycache__", "*.mo", "facts", "static"))
    subprocess.run(
        [sys.executable, ROOT / "tools" / "gather-texts", folder], check=True, env={**os.environ, "NO_COLOR": "1"}
    )
    return {identity(text) for text in texts_of("nn", folder)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_code_stands_in_the_language(gathered, language):
    known = {identity(text) for text in texts_of(language)}

    assert not gathered - known, "run `make texts`, and translate what is new"
    assert not known - gathered, "run `make texts`: these are no longer said"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_its_translation(language):
    missing = [text.msgid for text in texts_of(language) if not text.translated() or text.fuzzy]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_carries_the_same_facts(language):
    def facts(words):
        return sorted(FILLED.findall(words))

    unlike = []
    for text in texts_of(language).translated_entries():
        pairs = [(text.msgid_plural, text.msgstr_plural[1])] if text.msgid_plural else [(text.msgid, text.msgstr)]
        unlike += [pair for pair in pairs if facts(pair[0]) != facts(pair[1])]

    assert unlike == []


def test_what_can_be_chosen_is_what_is_translated():
    assert [code for code, _name in settings.LANGUAGES] == ["nb", *LANGUAGES]


def test_every_file_marks_its_texts_in_a_way_that_is_gathered():
    """xgettext knows `_` and the functions by their own names, and passes over any other name."""
    renamed = re.compile(r"import \w*gettext\w* as (?!_\b)")

    assert [str(path) for path in SOURCE.rglob("*.py") if renamed.search(path.read_text())] == []
