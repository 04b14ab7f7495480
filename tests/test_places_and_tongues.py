"""Written countries and languages to codes, never a guess."""

import country_names
import pytest

from copanalytics import countries, languages
from copanalytics.shipping import shipped


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("United Kingdom", "GB"), ("UK", "GB"), ("Scotland", "GB"), ("Royaume-Uni", "GB"),
        ("Vereinigtes Königreich", "GB"), ("the netherlands", "NL"), ("España", "ES"),
        ("Catalunya (España)", "ES"), ("Canada (Québec)", "CA"), ("NA", "NA"), ("Éire", "IE"),
        (" Deutschland ", "DE"), ("Côte d’Ivoire", "CI"), ("Česko", "CZ"),
        ("Indie", "IN"), ("豪州", "AU"), ("호주", "AU"), ("파푸아 뉴기니", "PG"),
        ("대한 민국", "KR"),
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
        "EU",
        "France or Spain",
        "Congo",
        "Korea",
        "Virgin Islands",
        "Channel Islands",
        "Czechoslovakia",
        "Serbia and Montenegro",
        "High income",
        "Latin America & Caribbean",
        "English Channel",
        "Unknown",
        "France (Réunion)",
        "Cyprus (North)",
        "Los Angeles, CA",
        "Romanian",
        "Lagos",
    ],
)
def test_what_is_no_country_is_none(written: str | None):
    assert countries.resolve(written) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Korea, Dem. People's Rep.", "KP"), ("Korea, Rep.", "KR"), ("Congo, Dem. Rep.", "CD"),
        ("Congo (Democratic Republic)", "CD"), ("Korea (North)", "KP"), ("Bahamas, The", "BS"),
        ("Hong Kong SAR, China", "HK"), ("Taiwan, Province of China", "TW"),
        ("Iran, Islamic Rep.", "IR"),
        ("Republic of China", "TW"), ("People's Republic of China", "CN"),
        ("Royaume de Belgique", "BE"),
        ("St. Vincent & the Grenadines", "VC"), ("Micronesia, Fed. Sts.", "FM"),
        ("フィジー共和国", "FJ"),
    ],
)  # fmt: skip
def test_an_official_name_is_known_in_any_order(written: str, code: str):
    assert countries.resolve(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Guinea", "GN"), ("Niger", "NE"), ("Nigeria", "NG"), ("Dominica", "DM"), ("Ireland", "IE"),
        ("Dominican Republic", "DO"), ("Georgia", "GE"), ("Georgia, USA", "US"), ("Jersey", "JE"),
        ("Republic of Ireland", "IE"), ("Northern Ireland", "GB"), ("Micronesia", "FM"),
        ("no", None),
        ("NO", "NO"), ("R.U.", "GB"), ("RU", "RU"), ("GER", "DE"), ("GBR", "GB"), ("🇫🇷", "FR"),
    ],
)  # fmt: skip
def test_names_alike_are_decided(written: str, code: str | None):
    assert countries.resolve(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Paris, France", "FR"), ("France (Paris)", "FR"), ("UK - London", "GB"), ("Québec", "CA"),
        ("Schweiz/Suisse", "CH"), ("Réunion (France)", "RE"), ("Bermuda (UK)", "BM"),
    ],
)  # fmt: skip
def test_a_place_is_known_by_the_country_behind_it(written: str, code: str):
    assert countries.resolve(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Germny", "DE"), ("Untied Kingdom", "GB"), ("Itlay", "IT"), ("Netherlnads", "NL"),
        ("Austrlia", None), ("Nigera", None), ("Polandia", None), ("Child", None), ("Women", None),
    ],
)  # fmt: skip
def test_a_misspelling_is_known_where_it_is_of_one_country_alone(written: str, code: str | None):
    assert countries.resolve(written) == code


def test_the_nation_of_the_united_kingdom_is_kept():
    written = ["Écosse", "UK - Wales", "NIR", "England", "UK", "France", "Alba, France"]

    found = [countries.nation(text) for text in written]
    assert found == ["Scotland", "Wales", "Northern Ireland", "England", None, None, None]


def test_the_shipped_names_are_those_of_the_script():
    # After an update of Babel or pycountry: make country-names.
    for name, text in country_names.written().items():
        assert (country_names.REFERENCE / name).read_text(encoding="utf-8") == text


def test_no_name_is_both_a_country_and_none():
    both = set(shipped("countries")["written"]) & set(shipped("no_countries")["written"])

    assert both == set()
    assert shipped("countries")["written"].is_unique


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


@pytest.mark.parametrize(
    ("text", "code"),
    [("もっと時間がほしい", "ja"), ("시간이 더 필요합니다", "ko"),
     ("もっと時間 not enough time for everyone here", None),
     ("thank you, 감사합니다 정말 좋았어요", None),
     ("Zoom の break-out room が良かった", "ja")],
)  # fmt: skip
def test_japanese_and_korean_are_known_by_their_letters(text: str, code: str | None):
    assert languages.detect(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "Merci beaucoup pour tout, thank you very much for everything",
        "The rooms were too short. Die Räume waren leider viel zu klein.",
        "Merci beaucoup, it was a great session",
        "Thank you, vielen Dank für alles",
        "More time / plus de temps",
        "Great session, merci",
        "Le workshop était top, but the sound was bad",
    ],
)
def test_a_comment_in_two_languages_is_unsure(text: str):
    assert languages.detect(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Un grand merci à Jean-Pierre, Ursula Schneider et Carmen Fernández", "fr"),
        ("Bonjour Anna, thank you for organising", "en"),
        ("Das Breakout war super, mehr Zeit bitte", "de"),
        ("La séance « How to match well » était très utile", "fr"),
        ("Nos pareció útil la guía (WHO) para los programas", "es"),
    ],
)
def test_names_quotations_and_terms_leave_a_comment_in_one_language(text: str, code: str):
    assert languages.detect(text) == code


@pytest.mark.parametrize("text", ["ok", "", "Anna Smith", "https://example.org/a/b/c", "n/a"])
def test_what_is_too_short_or_no_sentence_is_unsure(text: str):
    assert languages.detect(text) is None


def test_a_language_that_nobody_can_tell_is_unsure():
    assert languages.detect("Merci beaucoup à tous", ("xx",)) is None


def test_another_language_than_those_possible_is_unsure():
    assert languages.detect("Mehr Zeit für den Austausch bitte", ("en", "fr")) is None
