"""Who is who, and what may not be told of them."""

import csv
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_people import MEASURED, TUNING, Habits, community, scores
from small import HEADINGS, ZOOM, folder

import copanalytics as cop
from copanalytics.errors import CopanalyticsError
from copanalytics.names import completed, names_in
from copanalytics.people import identities
from copanalytics.publishing import DANGEROUS, guarded, unguarded

KEY = b"a key"
NOTHING_SAID = pd.DataFrame(columns=["written", "is"], dtype="str")


def persons(*rows: tuple[str, str], corrections: dict[str, str] | None = None) -> list[str]:
    written = pd.DataFrame(rows, columns=["name", "email"])
    said = pd.DataFrame((corrections or {}).items(), columns=["written", "is"], dtype="str")
    return identities(written, said, KEY).people(written)["person"].tolist()


def test_one_e_mail_is_one_person_whatever_the_name():
    first, second = persons(("Ann Ash", "ann@example.org"), ("Ann's iPad", "Ann@Example.org"))

    assert first == second


@pytest.mark.parametrize(
    "name",
    ["Ann Ash (Host)", "ann  ash (Guest)", "Ash, Ann", "Tab (Ann Ash)", "Guest: Ann Ash",
     "Ann Jones (formerly Ann Ash)", "Ann Ash UK", "Ann Maria Ash"],
)  # fmt: skip
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
    found = [
        identities(written, NOTHING_SAID, key).people(written)["person"][0] for key in (b"1", b"2")
    ]

    assert found[0] != found[1]
    assert "ann" not in found[0]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Kim Min-jun", "Minjun Kim"),
        ("Min Jun Kim", "Minjun Kim"),
        ("O'Brien, Siobhán", "Siobhan OBrien"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Jürgen Müller", "JURGEN MULLER"),
        ("Jan de Vries", "Jan Vries"),
        ("Robert Ash", "Bob Ash"),
        ("Sasha Ivanova", "Alexandra Ivanova"),
        ("Lucía Belmonte Arrieta", "Lucía Belmonte"),
        ("Anna Stone", "Anna S."),
        ("John Smith", "J. Smith"),
        ("Łukasz Mazur", "Lukasz Mazur (he/him)"),
        ("Anna Stone", "Anna Stone - Oak House"),
        ("Anna Stone", "[Oak House] Anna Stone  (Unverified)"),
        ("Anna Stone", "Anna's iPad"),
        ("Anna Stone", "Anna Stone’s iPhone"),
        ("Taro Yamada", "YAMADA Taro（External）"),
        ("Camille Thibault", "Camille Thibault, Dr"),
        ("Anna Stone", "+44 20 7946 0000 (Anna Stone)"),
        ("Anna Stone", "Anna Stone she/her"),
        ("Anna Stone", "Anna Stone - she/her"),
        ("Anna Stone", "Anna B. Stone"),
        ("Anna Stone", "annastone"),
        ("Anna Stone", "Anna Stone's SM-A515F"),
        ("Anna Stone", "Anna Sand (Anna Stone)"),
    ],
)
def test_one_person_of_two_spellings(one: str, two: str):
    known, unknown = persons((one, "someone@example.org"), (two, ""))

    assert known == unknown


@pytest.mark.parametrize(
    "rows",
    [
        [("Maria Garcia", "maria@example.org"), ("Maria Garcia", "mgarcia@example.net")],
        [("Anna Stone", "a1@example.org"), ("Anna Sand", "a2@example.org"), ("Anna S.", "")],
        [("John Smith", ""), ("Jane Smith", ""), ("J. Smith", "")],
        [("Ana García López", "ana@example.org"), ("García López, José", "")],
        [("Anna Smith", "smith@example.org"), ("Peter Smith", "smith@example.org")],
        [("Anna Ash", "info@example.org"), ("Ben Birch", "info@example.org")],
        [("Robert Ash", "rob@example.org"), ("Roberta Ash", "")],
        [("Maria Silva", "maria@example.org"), ("Marta Silva", "")],
        [("Hannah Ash", "hannah@example.org"), ("Anna Ash", "")],
        [("iPhone", ""), ("iPhone", "")],
        [("SM-A515F", ""), ("SM-A515F", "")],
        [("Ana Liz Souza", "ana@example.org"), ("Ana Liz (Ana Liz Pinto)", "")],
        [
            ("Anna Stone", "anna@example.org"),
            ("Anna Sand", ""),
            ("Anna Stone (Anna Sand)", "a@b.c"),
        ],
        [("F ten Hoor", "tenhoor4@example.org"), ("Femke ten Hoor", ""), ("Fleur ten Hoor", "")],
        [("Sam Mitchell", "sm@example.org"), ("Samantha Kelly", "sk@example.org"), ("Sam", "")],
        [("Gaston Ash", "g.ash@example.org"), ("Greta Ash", "g.ash@example.org")],
        [("Anna Ash", "a.ash@gmail.com"), ("Anna Ash", "anna.ash@gmail.com")],
        [("Anna Ash", "anna.ash@oak.example"), ("Anna Ash", "anna.ash2@oak.example")],
        [("Anna & Ben Smith", ""), ("Anna Smith", "")],
    ],
)
def test_a_wrong_merge_is_worse_than_a_missed_one(rows: list[tuple[str, str]]):
    assert len(set(persons(*rows))) == len(rows)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("ann.ash+zoom@example.org", "Ann.Ash@Example.org"),
        ("ann.ash@googlemail.com", "annash@gmail.com"),
    ],
)
def test_an_alias_of_an_address_is_the_address(one: str, two: str):
    first, second = persons(("Ann Ash", one), ("Somebody", two))

    assert first == second


def test_two_addresses_of_one_office_that_say_the_name_are_one_persons():
    first, second, unknown = persons(
        ("Jane Smith", "j.smith@oak.example"),
        ("Jane Smith", "jane.smith@oak.example"),
        ("Jane Smith", ""),
    )

    assert first == second == unknown


def test_an_office_is_told_by_the_domain_of_its_people():
    written = pd.DataFrame(
        [("Ann Ash", "ann@oak.example", "Oak House"), ("Bea Birch", "bea@oak.example", "Oak House"),
         ("Cy Cole", "cy7@gmail.com", "Oak House"), ("Cy Cole", "cc@oak.example", None),
         ("Cy Cole", "cyco@elm.example", None)],
        columns=["name", "email", "organisation"],
    )  # fmt: skip
    found = identities(written, NOTHING_SAID, KEY).people(written)["person"].tolist()

    assert found[2] == found[3]
    assert found[4] != found[3]


def test_what_stands_beside_names_of_different_people_is_an_organisation():
    written = [("Ann Ash", ""), ("Bea Birch", ""), ("Ann Ash - Oak House", ""),
               ("Oak House - Bea Birch", ""), ("Oak House (Cy Cole)", ""),
               ("Oak House (Dee Dale)", "")]  # fmt: skip
    ann, bea, ann_of_oak, bea_of_oak, cy, dee = persons(*written)

    assert (ann, bea) == (ann_of_oak, bea_of_oak)
    assert cy != dee


def test_a_country_chooses_nobody_whose_namesake_may_be_of_it_too():
    written = [("Ann Ash", "ann@example.org"), ("Ann Ash (Italy)", "ann@example.org"),
               ("Ann Birch", "birch@example.org"), ("Ann (Italy)", "")]  # fmt: skip

    assert len(set(persons(*written))) == 3


@pytest.mark.parametrize(
    "name",
    ["Otter.ai", "Fireflies.ai Notetaker", "read.ai meeting notes", "Fathom", "tl;dv",
     "Zoom AI Companion", "MeetGeek", "Ann's Notetaker", "Ann Ash's Fathom Notetaker",
     "Ann's Otter", "Ann’s Fathom", "Microsoft Copilot", "Take notes with Gemini"],
)  # fmt: skip
def test_a_note_taker_is_nobody(name: str):
    assert persons((name, "")) == [""]


@pytest.mark.parametrize(
    "name", ["Li Gong", "Otter Smith", "Weiwei.Ai", "Jamie Fellow", "Fireman Sam"]
)
def test_a_person_with_a_note_takers_word_is_somebody(name: str):
    assert persons((name, "")) != [""]


def test_the_analyst_says_that_two_are_two_people():
    known, other = persons(
        ("Anna Stone", "anna@example.org"),
        ("Anna Stone (Oak House)", ""),
        corrections={"Anna Stone (Oak House)": "not: anna@example.org"},
    )

    assert known != other


def test_the_analyst_says_that_a_note_taker_is_none():
    assert persons(("Fathom", ""), corrections={"Fathom": "Fathom"}) != [""]
    assert persons(("Scribe", ""), corrections={"Scribe": "not: a person"}) == [""]


def test_a_first_name_with_an_offices_address_is_who_has_an_address_there():
    ann, other, office, elsewhere = persons(
        ("Ann Ash", "ann.ash@oak.example"),
        ("Ann Birch", "ann.birch@elm.example"),
        ("Ann", "info@oak.example"),
        ("Ann", "info@elm.example"),
    )

    assert (ann, other) == (office, elsewhere)


def test_a_shared_address_is_of_the_organisation_of_its_domain():
    written = pd.DataFrame(
        [("Bea Birch", "bea@oak.example", "Oak House"), ("Ann Ash", "ann@gmail.com", "Oak House"),
         ("Ann Cole", "ann@elm.example", "Elm Trust"), ("Ann", "info@oak.example", None)],
        columns=["name", "email", "organisation"],
    )  # fmt: skip
    found = identities(written, NOTHING_SAID, KEY).people(written)["person"].tolist()

    assert found[3] == found[1]


def test_an_address_says_the_name_of_who_shows_a_first_name():
    whole, first, tablet, other = persons(
        ("Jessica Ash", ""),
        ("Jess", "jessica.ash@example.org"),
        ("iPad", "jessica.ash@example.org"),
        ("Jessica Birch", "jb@example.org"),
    )

    assert whole == first == tablet != other


def test_an_organisation_behind_a_comma_is_nobodys_name():
    ann, ann_of_oak, bea, bea_of_oak = persons(
        ("Ann Ash", "ann@example.org"),
        ("Ann Ash, Oak House", "ann@example.org"),
        ("Bea Birch", ""),
        ("Oak House - Bea Birch", ""),
    )

    assert (ann, bea) == (ann_of_oak, bea_of_oak)
    assert ann != bea


START = pd.Timestamp("2025-02-05 14:00", tz="UTC")


def in_session(*rows: tuple[str, str, int, int]) -> list[str]:
    """Persons of connections in one session: name, e-mail, minutes of joining and of leaving."""
    written = pd.DataFrame(rows, columns=["name", "email", "joined", "left"])
    written = written.assign(
        session="s-1",
        joined_at=START + pd.to_timedelta(written["joined"], "min"),
        left_at=START + pd.to_timedelta(written["left"], "min"),
    )
    return identities(written, NOTHING_SAID, KEY).people(written)["person"].tolist()


@pytest.mark.parametrize(("sessions", "people"), [(("s-1", "s-2"), 1), (("s-1", "s-1"), 2)])
def test_two_addresses_alike_before_the_at_are_one_persons_unless_they_meet(
    sessions: tuple[str, str], people: int
):
    written = pd.DataFrame(
        {"name": "Ann Ash", "email": ["ann.ash@oak.example", "annash@gmail.com"],
         "session": sessions, "joined_at": START, "left_at": START + pd.Timedelta(hours=1)}
    )  # fmt: skip

    assert identities(written, NOTHING_SAID, KEY).people(written)["person"].nunique() == people


def test_two_addresses_alike_before_the_at_of_two_organisations_are_two_peoples():
    written = pd.DataFrame(
        {"name": "Ann Ash", "email": ["ann.ash@oak.example", "ann.ash@elm.example"],
         "organisation": ["Oak House", "Elm Trust"], "session": ["s-1", "s-2"],
         "joined_at": START, "left_at": START + pd.Timedelta(hours=1)}
    )  # fmt: skip

    assert identities(written, NOTHING_SAID, KEY).people(written)["person"].nunique() == 2


def test_who_is_back_under_a_shorter_name_is_told_by_the_rejoin():
    one, other, back = in_session(
        ("Anna Stone", "a1@example.org", 0, 40), ("Anna Sand", "a2@example.org", 0, 90),
        ("Anna S.", "", 41, 90),
    )  # fmt: skip

    assert back == one
    assert back != other


def test_two_spellings_at_once_are_not_surely_one():
    one, other = in_session(("Anna Stone", "a1@example.org", 0, 90), ("A. Stone", "", 5, 90))

    assert one != other


def test_the_same_name_at_once_is_two_devices():
    one, other = in_session(("Anna Stone", "a1@example.org", 0, 90), ("anna stone", "", 5, 90))

    assert one == other


def test_a_device_that_drops_out_is_one_and_two_at_once_are_two():
    one, back, beside = in_session(
        ("iPhone", "", 0, 40), ("iPhone", "", 41, 90), ("iPhone", "", 5, 90)
    )

    assert one == back
    assert beside != one


def test_a_file_twice_has_no_more_people():
    rows = [("iPhone", "", 0, 40), ("iPhone", "", 5, 90), ("Anna S.", "", 5, 90)]

    assert set(in_session(*rows)) == set(in_session(*rows, *rows))


def test_the_directory_has_two_of_one_name():
    written = pd.DataFrame(
        {"name": ["Maria Garcia"] * 3, "email": ["m@example.org", "", ""],
         "listed": [True, True, False], "session": [None, None, "s-1"]}
    )  # fmt: skip

    assert identities(written, NOTHING_SAID, KEY).people(written)["person"].nunique() == 3


def test_a_name_that_the_directory_has_twice_is_in_doubt_in_any_spelling():
    written = pd.DataFrame(
        {"name": ["Maria Garcia", "Maria Garcia", "Garcia, Maria (Guest)", "Mia (Maria Garcia)"],
         "email": ["m@example.org", "", "", ""], "listed": [True, True, False, False],
         "session": [None, None, "s-1", "s-2"]}
    )  # fmt: skip

    assert identities(written, NOTHING_SAID, KEY).people(written)["person"].nunique() == 4


def test_a_pseudonym_stays_when_another_session_comes():
    first = persons(("Ann Ash", ""), ("Bea Birch", "bea@example.org"))
    later = persons(
        ("Ann Ash", ""), ("Bea Birch", "bea@example.org"), ("ASH Ann", ""), ("B. Birch", "")
    )

    assert later[:2] == first


def told(habits: Habits, seed: int) -> tuple[float, float]:
    """Precision and recall on pairs of connections; no note-taker may be anybody."""
    table = community(habits, seed)
    found = identities(table.drop(columns="truth"), NOTHING_SAID, KEY).people(table)["person"]
    came = table["session"].notna() & table["truth"].ne("")
    assert set(found[table["truth"].eq("")]) == {""}
    return scores(found[came], table.loc[came, "truth"])[:2]


@pytest.mark.parametrize("habits", [TUNING, MEASURED])
def test_two_hundred_people_are_told_in_the_mean_of_five_communities(habits: Habits):
    precision, recall = pd.DataFrame([told(habits, seed) for seed in range(1, 6)]).mean()

    assert precision >= 0.99
    assert recall >= 0.90


@pytest.mark.parametrize("habits", [TUNING, MEASURED])
def test_the_order_of_rows_changes_nobody(habits: Habits):
    table = community(habits, 1)
    shuffled = table.sample(frac=1, random_state=1)
    one, two = (
        identities(rows.drop(columns="truth"), NOTHING_SAID, KEY).people(rows)["person"]
        for rows in (table, shuffled)
    )

    pairs = pd.DataFrame({"one": one, "two": two}).drop_duplicates()
    assert len(pairs) == one.nunique() == two.nunique()


ZOOM_TIME = "%m/%d/%Y %I:%M:%S %p"


def delivered(path: Path, rows: pd.DataFrame, parts: int) -> Path:
    """A folder of invented people: a directory, and each session's connections in some files."""
    members = rows[rows["session"].isna()]
    files = {
        "members.csv": members[["name", "email", "organisation", "country"]].to_csv(index=False)
    }
    first = rows.groupby("session")["joined_at"].min().dt.strftime("%Y-%m-%d")
    days = {str(name): day for name, day in first.items()}
    for (name, day), part in product(days.items(), range(parts)):
        some = rows[rows["session"].eq(name) & (rows["number"] % parts == part)]
        told = some[["name", "email"]].assign(
            joined=some["joined_at"].dt.strftime(ZOOM_TIME),
            left=some["left_at"].dt.strftime(ZOOM_TIME),
            minutes=90,
        )
        text = told.to_csv(index=False, header=False, quoting=csv.QUOTE_NONNUMERIC)
        files[f"exports/{day}/{parts - part}.csv"] = ZOOM + text
    lines = [f"{name},Circle,,{day} 14:00,,90,Zoom,en,held\n" for name, day in days.items()]
    return folder(path, HEADINGS + "".join(lines), files)


def groups_of(path: Path) -> set[frozenset[str]]:
    """The connections of each person, by their session and times."""
    met = cop.load(path).attendance
    times = met["joined_at"].astype("str") + " to " + met["left_at"].astype("str")
    met = met.assign(place=met["session"] + " " + times)
    return {frozenset(places) for _, places in met.groupby("person")["place"]}


def test_the_order_of_files_and_rows_changes_nobody(tmp_path):
    table = community(TUNING, 1, people=60)
    rows = table.assign(email=table["email"].fillna(""), number=range(len(table)))
    # Each connection's leaving is its own, so that it can be told which is which.
    rows["left_at"] += pd.to_timedelta(rows["number"], "s")
    shuffled = rows.sample(frac=1, random_state=1)
    one, two = delivered(tmp_path / "one", rows, 1), delivered(tmp_path / "two", shuffled, 3)

    found = groups_of(one)
    assert found == groups_of(two)
    assert max(map(len, found)) > 8


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


def test_a_note_takers_name_may_stay_and_its_owners_may_not():
    names = names_in(["Otter.ai", "Beatrix's Notetaker", "Ann's iPad"], [])

    assert names.leaks("Otter took notes on an iPad") == []
    assert names.leaks("by Beatrix") == ["beatrix"]


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


@pytest.mark.parametrize(
    "text",
    [
        "thank zoe muller", "thank ZOË MÜLLER", "thank Zoe\u0308 Mu\u0308ller",
        "ask Zimmer für Zeit", "ask ZIMMER FUR ZEIT", "in Spanien", "in New Zealand",
        "en Royaume-Uni", "in Wien", "nach Österreich",
    ],
)  # fmt: skip
def test_names_and_places_are_masked_in_any_spelling(text: str):
    known = completed(names_in(["Zoë Müller"], []), ["Zimmer für Zeit"], [])

    assert known.masked(text) == f"{text.split()[0]} […]"


@pytest.mark.parametrize("text", ["a turkey", "Easter is near", "Us together", "Wake up", "Home"])
def test_a_word_that_may_be_a_place_stays(text: str):
    assert KNOWN.masked(text) == text


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


@settings(derandomize=True)
@given(st.lists(st.text("'=+-@＝\t\r\na ", max_size=4), min_size=1))
def test_a_guarded_text_runs_nowhere_and_is_had_again(texts: list[str]):
    safe = guarded(pd.DataFrame({"text": texts}, dtype="str"))["text"]

    assert not safe.str.match(DANGEROUS).any()
    assert safe.map(unguarded).tolist() == texts
