"""Every language of the report: nothing untranslated, nothing amiss, nothing English left."""

import re
import subprocess
import sys
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from small import ROOT

LOCALE = ROOT / "src" / "copanalytics" / "locale"
POT = LOCALE / "copanalytics.pot"
LANGUAGES = sorted(path.stem for path in LOCALE.glob("*.po"))


def catalogue(language: str) -> Catalog:
    return read_po((LOCALE / f"{language}.po").read_text(encoding="utf-8").splitlines(), language)


def strings(text: object) -> list[str]:
    return [text] if isinstance(text, str) else [*text] if isinstance(text, tuple | list) else []


def messages(language: str) -> Iterator[Message]:
    yield from (message for message in catalogue(language) if message.id)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(language: str):
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "update", "--check"]
    kept = ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
    files = ["-i", str(POT), "-o", str(LOCALE / f"{language}.po"), "-l", language]

    # After a change of words: make catalogue, and translate what the next test names.
    assert subprocess.run([*command, *kept, *files], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated_or_in_doubt(language: str):
    assert [m.id for m in messages(language) if m.fuzzy or not all(strings(m.string))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_has_the_plurals_of_its_language(language: str):
    count = catalogue(language).num_plurals
    wrong = [
        message.id
        for message in messages(language)
        if len(strings(message.string)) != (count if isinstance(message.id, tuple | list) else 1)
    ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_message(language: str):
    wrong = [
        (message.id, said)
        for message in messages(language)
        for said in strings(message.string)
        if placeholders(said) != set().union(*map(placeholders, strings(message.id)))
    ]

    assert wrong == []


AMISS = {
    "every": r"'|\"|  |\.\.\.| $|\s\.",
    "fr": r"[^\s\u202f][;?!]|[^\u202f][;?!]|(?<![\u00a0\d}])(?<!\d):(?!\d)|«(?!\u00a0)|[“”]",
    "de": r"[\s\u00a0][;:?!]|[«»]|ß{2}",
    "es": r"[\s\u00a0][;:?!]|^[^¿]*\?$|^[^¡]*!$|[“”]",
}
"""By language, what its typography does not have."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_set_as_its_language_is(language: str):
    amiss = re.compile("|".join(filter(None, (AMISS["every"], AMISS.get(language)))))
    found = [said for m in messages(language) for said in strings(m.string) if amiss.search(said)]

    assert found == []
