"""Written countries and languages to codes, never a guess."""

import pytest

from copanalytics import countries, languages


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("United Kingdom", "GB"), ("UK", "GB"), ("Scotland", "GB"), ("Royaume-Uni", "GB"),
        ("Vereinigtes Königreich", "GB"), ("the netherlands", "NL"), ("España", "ES"),
        ("Catalunya (España)", "ES"), ("Canada (Québec)", "CA"), ("NA", "NA"), ("Éire", "IE"),
        (" Deutschland ", "DE"), ("Côte d’Ivoire", "CI"), ("Česko", None),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_names(written: str, code: str | None):
    assert countries.resolve(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "",
        None,
        "Europe",
        "World",
        "no",
        "R.-U.",
        "EU",
        "France or Spain",
        "Congo (Democratic Republic)",
        "Korea (North)",
        "France (Réunion)",
    ],
)
def test_what_is_no_country_is_none(written: str | None):
    assert countries.resolve(written) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Merci beaucoup à tous", "fr"),
        ("The break-out rooms were too short", "en"),
        ("Mehr Zeit für den Austausch bitte", "de"),
        ("Heel nuttig om van anderen te horen", "nl"),
        ("Muy útil escuchar a los demás programas", "es"),
    ],
)
def test_a_sentence_has_a_language(text: str, code: str):
    assert languages.detect(text) == code


@pytest.mark.parametrize("text", ["ok", "", "Anna Smith", "https://example.org/a/b/c", "n/a"])
def test_what_is_too_short_or_no_sentence_is_unsure(text: str):
    assert languages.detect(text) is None


def test_another_language_than_those_possible_is_unsure():
    assert languages.detect("Mehr Zeit für den Austausch bitte", ("en", "fr")) is None
