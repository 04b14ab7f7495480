"""Who is who, and what may not be told of them."""

import pandas as pd
import pytest
from small import folder

import copanalytics as cop
from copanalytics.errors import CopanalyticsError
from copanalytics.names import completed, names_in
from copanalytics.people import identities
from copanalytics.publishing import guarded

KEY = b"a key"


def persons(*rows: tuple[str, str], corrections: dict[str, str] | None = None) -> list[str]:
    written = pd.DataFrame(rows, columns=["name", "email"])
    said = pd.DataFrame((corrections or {}).items(), columns=["written", "is"], dtype="str")
    return identities(written, said, KEY).people(written)["person"].tolist()


def test_one_e_mail_is_one_person_whatever_the_name():
    first, second = persons(("Ann Ash", "ann@example.org"), ("Ann's iPad", "Ann@Example.org"))

    assert first == second


@pytest.mark.parametrize(
    "name", ["Ann Ash (Host)", "ann  ash (Guest)", "Ash, Ann", "Tab (Ann Ash)"]
)
def test_a_name_without_an_e_mail_is_the_one_person_of_that_name(name: str):
    known, unknown = persons(("Ann Ash", "ann@example.org"), (name, ""))

    assert known == unknown


def test_a_name_of_two_people_is_nobodys():
    one, two, unsure = persons(
        ("Ann Ash", "ann@example.org"), ("Ann Ash", "ash@example.net"), ("Ann Ash", "")
    )

    assert len({one, two, unsure}) == 3


def test_colleagues_with_their_organisation_in_brackets_stay_two():
    one, two = persons(("Ann Ash (Oak House)", "ann@example.org"), ("Bea Birch (Oak House)", ""))

    assert one != two


def test_a_person_without_an_e_mail_is_one_whatever_stands_in_brackets():
    plain, tablet, office = persons(
        ("Bea Birch", ""), ("Bea Birch (iPad)", ""), ("Bea Birch (Oak House)", "")
    )

    assert plain == tablet == office


def test_the_analyst_says_whose_a_device_is():
    known, device = persons(
        ("Ann Ash", "ann@example.org"),
        ("iPad von Ann", ""),
        corrections={"iPad von Ann": "ann@example.org"},
    )

    assert known == device


def test_a_pseudonym_says_nothing_without_the_key():
    written = pd.DataFrame({"name": ["Ann Ash"], "email": ["ann@example.org"]})
    nothing_said = pd.DataFrame(columns=["written", "is"], dtype="str")
    found = [
        identities(written, nothing_said, key).people(written)["person"][0] for key in (b"1", b"2")
    ]

    assert found[0] != found[1]
    assert "ann" not in found[0]


NAMES = names_in(["Ann Ash", "José Müller (Guest)"], ["ann@example.org"], ["Homeshare Circle"])


@pytest.mark.parametrize(
    "text", ["by Ann.", "ASH's room", "jose muller", "write to ANN@example.org", "Mueller, José"]
)
def test_a_name_in_any_spelling_is_a_leak(text: str):
    assert NAMES.leaks(text)


@pytest.mark.parametrize("text", ["annual", "a guest came", "Homeshare", "ashes"])
def test_another_word_is_no_leak(text: str):
    assert NAMES.leaks(text) == []


def test_a_word_of_the_report_is_no_leak_but_a_whole_name_is():
    assert NAMES.leaks("on ash", ["ash"]) == []
    assert NAMES.leaks("Ann Ash", ["ann", "ash"]) == ["ann ash"]


def test_names_in_a_comment_are_masked_and_words_stay():
    assert NAMES.masked("Thanks to Ann, at ann@example.org; an ash tree") == (
        "Thanks to […], at […]; an ash tree"
    )


def test_names_are_not_printed():
    assert "ann" not in repr(NAMES)


KNOWN = completed(
    names_in(["Ann Ash"], []),
    ["Foyer Sainte-Claire", "Together"],
    ["0123456789ab"],
    ["together"],
)


def test_an_organisation_is_a_leak_by_its_whole_name_alone():
    assert KNOWN.leaks("at FOYER sainte claire") == ["foyer sainte-claire"]
    assert KNOWN.leaks("a foyer; together") == []


def test_a_pseudonym_is_a_leak():
    assert KNOWN.leaks("row 0123456789ab") == ["0123456789ab"]
    assert KNOWN.leaks("row 0123456789abcd") == []


@pytest.mark.parametrize(
    "text",
    [
        "ring +44 20 7946 0958",
        "ring (020) 7946-0958",
        "ring 06 12 34 56 78",
        "see https://example.org/ann",
        "write @annash",
        "ask Foyer Sainte-Claire",
        "ask foyer sainte-claire",
    ],
)
def test_what_reaches_a_person_is_masked_in_free_text(text: str):
    assert KNOWN.masked(text) == f"{text.split()[0]} […]"


@pytest.mark.parametrize("text", ["on 05.02.2025", "in 2025", "100 of 120", "at 09:30", "a@b"])
def test_a_date_or_a_number_is_no_telephone(text: str):
    assert KNOWN.masked(text) == text


def test_an_allowed_word_needs_a_reason(tmp_path):
    place = folder(tmp_path, files={"reference/allowed_words.csv": "word,reason\nAsh,\n"})

    with pytest.raises(CopanalyticsError, match=r"allowed_words\.csv, line 2: has no reason"):
        cop.load(place)


def test_a_heading_that_a_spreadsheet_runs_is_guarded_and_a_nul_is_gone():
    table = guarded(pd.DataFrame({"=1": ["\0=2", "fine"]}, dtype="str"))

    assert table.columns.tolist() == ["'=1"]
    assert table["'=1"].tolist() == ["'=2", "fine"]
