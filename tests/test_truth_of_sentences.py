"""Sentences of small communities are true: who is counted, of whom, compared with what."""

from pathlib import Path

import pytest
from small import HEADINGS, SETTINGS, ZOOM, folder, mail, zoom

import copanalytics as cop
from copanalytics.edition import Edition
from copanalytics.errors import CopanalyticsError
from copanalytics.topics import headlines, languages, participation

FIRST = "Ada Ben Cleo Dan Eva Finn Gwen Hugo Iris Jack Kira Liam Mona Nils Olga Paul Rosa Sven"
LAST = (
    "Ashby Barlow Crane Dunmore Eklund Farrow Galpin Hobday Ingle Jarrow Kemble Lorne Mabey "
    "Norcott Oakes Pym Quill Rudge"
)
NAMES = [
    f"{first} {last}"
    for names in (LAST.split(), LAST.split()[::-1])
    for first, last in zip(FIRST.split(), names, strict=True)
]
DAYS = ("2025-02-05", "2025-05-21", "2025-09-17")


def plan(*rows: tuple[str, str]) -> str:
    """sessions.csv of series and day."""
    lines = [
        f"s-{n},{series},T,{day} 14:00,,90,Zoom,en fr,held" for n, (series, day) in enumerate(rows)
    ]
    return HEADINGS + "\n".join(lines) + "\n"


def directory(countries: dict[str, int]) -> str:
    """members.csv of the first people, so many of each country; the language goes with it."""
    spoken = {"France": "fr", "Belgium": "fr", "Ireland": "en", "Spain": "es", "Austria": "de"}
    where = [country for country, n in countries.items() for _ in range(n)]
    rows = [
        f"{name.replace(' ', ',')},Org,{mail(name)},{country},{spoken[country]},Core"
        for name, country in zip(NAMES, where, strict=False)
    ]
    head = "First name,Last name,Organisation,Email,Country,Preferred language,Member type"
    return "\n".join([head, *rows]) + "\n"


def came(day: str, *people: str) -> dict[str, str]:
    """An attendance export of a day."""
    year, month, date = day.split("-")
    return {f"exports/{day}/a.csv": zoom(*people, start=f"{month}/{date}/{year} 02:00:00 PM")}


def edition(path: Path, quarter: str) -> Edition:
    return cop.Edition.of(cop.load(path), quarter)


THREE = plan(*(("Circle", day) for day in DAYS))


def test_a_cohort_of_whom_nobody_came_is_told_as_nobody(tmp_path: Path):
    files = (
        came("2025-02-05", *NAMES[:6])
        | came("2025-05-21", *NAMES[3:12])
        | came("2025-09-17", *NAMES[9:18])
    )
    section = participation.kept(edition(folder(tmp_path, THREE, files), "2025-Q3"))

    said = [section.answer, *section.also]
    assert any("new on 5 February 2025, 0 of 6 came on 17 September 2025" in one for one in said)


def test_registrants_of_a_session_without_attendance_are_no_no_shows(tmp_path: Path):
    head = "First Name,Last Name,Email,Registration Time,Approval Status\n"
    rows = "".join(
        f"{name.replace(' ', ',')},{mail(name)},02/01/2025 10:00:00 AM,approved\n"
        for name in NAMES[:12]
    )
    files = {"exports/2025-02-05/r.csv": "Registration Report\n" + head + rows}

    section = participation.registered(edition(folder(tmp_path, THREE, files), "2025-Q1"))

    assert section.answer.startswith("There is no attendance export")
    assert section.table is None


def test_minutes_outside_the_plan_are_not_stayed(tmp_path: Path):
    # Everybody joins half an hour early and leaves at half time: 75 minutes, 45 of them planned.
    rows = "".join(
        f'"{name}",{mail(name)},02/05/2025 01:30:00 PM,02/05/2025 02:45:00 PM,75\n'
        for name in NAMES[:12]
    )
    report = edition(folder(tmp_path, THREE, {"exports/2025-02-05/a.csv": ZOOM + rows}), "2025-Q1")

    assert participation.stayed(report).answer == "Circle: half stayed at least 45 of 90 minutes."
    assert "45" in [each.figure for each in headlines.headlines(report) if each.name == "stayed"]


def test_who_stays_to_the_planned_end_is_there_at_the_end(tmp_path: Path):
    report = edition(folder(tmp_path, THREE, came("2025-02-05", *NAMES[:12])), "2025-Q1")
    chart = participation.stayed(report).chart

    assert chart is not None
    assert "12 at the planned start, 12 at half time, 12 at the planned end" in chart.alt


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """A Circle, and a Talk to which alone people of Spain came."""
    sessions = plan(("Circle", "2025-02-05"), ("Talk", "2025-03-05"), ("Talk", "2025-05-21"))
    files = {
        "members.csv": directory({"France": 6, "Ireland": 6, "Spain": 6}),
        **came("2025-02-05", *NAMES[:12]),
        **came("2025-03-05", *NAMES[6:18]),
    }
    return folder(tmp_path, sessions, files)


def test_countries_of_two_series_are_not_mixed(both: Path):
    section = languages.world(edition(both, "2025-Q1"))

    assert set([section.answer, *section.also]) == {
        "Circle: 2 of 3 countries of the network took part; not: Spain.",
        "Talk: 2 of 3 countries of the network took part; not: France.",
    }


def test_the_first_page_is_about_the_series_that_the_settings_name(both: Path):
    usual = headlines.headlines(edition(both, "2025-Q1"))[0]
    (both / "community.toml").write_text(SETTINGS + 'main_series = "Circle"\n', encoding="utf-8")
    chosen = headlines.headlines(edition(both, "2025-Q1"))[0]

    assert (usual.series, chosen.series) == ("Talk", "Circle")


def test_a_main_series_that_is_none_is_named(both: Path):
    (both / "community.toml").write_text(SETTINGS + 'main_series = "Cirlce"\n', encoding="utf-8")

    with pytest.raises(CopanalyticsError, match=r"main_series is 'Cirlce'.*\(Circle, Talk\)"):
        cop.load(both)


def test_people_of_two_sessions_in_a_quarter_count_once(tmp_path: Path):
    sessions = plan(("Circle", "2025-02-05"), ("Circle", "2025-05-21"), ("Circle", "2025-06-04"))
    files = (
        came("2025-02-05", *NAMES[:6])
        | came("2025-05-21", *NAMES[:12])
        | came("2025-06-04", *NAMES[2:14])
    )
    found = headlines.headlines(edition(folder(tmp_path, sessions, files), "2025-Q2"))

    assert [each.figure for each in found if each.name == "came-back"] == ["6 of 14"]


def test_the_session_compared_with_is_named(tmp_path: Path):
    files = came("2025-02-05", *NAMES[:12]) | came("2025-09-17", *NAMES[5:17])

    section = participation.attendance(edition(folder(tmp_path, THREE, files), "2025-Q3"))

    assert any("5 came who had not come on 5 February 2025" in note for note in section.notes)


def test_few_who_came_or_stayed_away_are_not_counted(tmp_path: Path):
    files = came("2025-02-05", *NAMES[:3]) | came("2025-05-21", *NAMES[:2])

    section = participation.attendance(edition(folder(tmp_path, THREE, files), "2025-Q2"))

    assert any(
        "too few came or stayed away since 5 February 2025" in note for note in section.notes
    )
    assert "1 stayed away" not in section.html()


def test_pairs_across_countries_are_of_those_whose_countries_are_known(tmp_path: Path):
    # A room of four: of two of France and one of Ireland the country is known.
    listed = [*NAMES[1:3], NAMES[3], NAMES[10]]
    rows = "".join(f",Room 1,en,{name},{mail(name)}\n" for name in listed)
    rows += "".join(f",Room 2,en,{name},{mail(name)}\n" for name in NAMES[11:13])
    files = {
        "members.csv": directory({"France": 3, "Ireland": 1}),
        "exports/2025-02-05/rooms.csv": "Part,Room,Language,Name,Email\n" + rows,
        **came("2025-02-05", *NAMES[:14]),
    }
    table = participation.met(edition(folder(tmp_path, THREE, files), "2025-Q1")).table

    assert table is not None
    assert table.rows[0][1:3] == ("7", "15")
    assert table.rows[0][-1] == "2 of 3"


def test_nobody_of_a_country_came_so_its_clock_is_not_told(tmp_path: Path):
    head = "First Name,Last Name,Email,Registration Time,Approval Status,Country/Region\n"
    rows = "".join(
        f"{name.replace(' ', ',')},{mail(name)},02/01/2025 10:00:00 AM,approved,{country}\n"
        for name, country in zip(NAMES[:7], [*["France"] * 6, "Brazil"], strict=True)
    )
    files = {
        "exports/2025-02-05/r.csv": "Registration Report\n" + head + rows,
        **came("2025-02-05", *NAMES[:6]),
    }
    section = languages.hours(edition(folder(tmp_path, THREE, files), "2025-Q1"))

    assert "France" in section.html()
    assert "Brazil" not in section.html()


def test_others_together_are_no_country(tmp_path: Path):
    # Of the countries of few members, added up, 7 of 12 came: more than of France.
    few = {"Ireland": 3, "Spain": 3, "Belgium": 3, "Austria": 3}
    files = {
        "members.csv": directory({"France": 10, **few}),
        **came("2025-02-05", *NAMES[:5], *NAMES[10:17]),
    }
    section = languages.network(edition(folder(tmp_path, THREE, files), "2025-Q1"))

    assert section.answer == "France: 5 of 10 members have come to Circle."


def comments(writers: list[str]) -> dict[str, str]:
    """A form's export that tells who wrote."""
    rows = [f'2025/02/05 4:00:{n:02} PM GMT+0,{mail(name)},"The exchange with others was useful"\n'
            for n, name in enumerate(writers)]  # fmt: skip
    head = "Timestamp,Email Address,What has worked well?\n"
    return {"exports/2025-02-05/f.csv": head + "".join(rows)}


@pytest.mark.parametrize(("writers", "told"), [(1, "not shown"), (4, "not shown"), (6, "0.7")])
def test_comments_of_a_few_writers_of_a_language_are_not_told(
    writers: int, told: str, tmp_path: Path
):
    files = {
        "members.csv": directory({"France": 9, "Ireland": 9}),
        **came("2025-02-05", *NAMES[:18]),
        **comments([*NAMES[:9], *NAMES[9 : 9 + writers]]),
    }
    table = languages.parity(edition(folder(tmp_path, THREE, files), "2025-Q1")).table

    assert table is not None
    assert {row[0]: row[-1] for row in table.rows} == {"French": "1.0", "English": told}


def test_after_one_session_nobody_can_have_come_again(tmp_path: Path):
    files = {
        "members.csv": directory({"France": 9, "Ireland": 9}),
        **came("2025-02-05", *NAMES[:18]),
    }
    section = languages.parity(edition(folder(tmp_path, THREE, files), "2025-Q1"))

    assert "more than once" not in " ".join([section.answer, *section.also])


def test_a_group_that_leaves_early_is_told_by_its_language(tmp_path: Path):
    rows = "".join(
        f'"{name}",{mail(name)},02/05/2025 02:00:00 PM,02/05/2025 {end}:00 PM,{minutes}\n'
        for name, end, minutes in zip(
            NAMES[:18], ["03:30"] * 9 + ["02:30"] * 9, [90] * 9 + [30] * 9, strict=True
        )
    )
    files = {
        "members.csv": directory({"France": 9, "Ireland": 9}),
        "exports/2025-02-05/a.csv": ZOOM + rows,
    }
    section = languages.parity(edition(folder(tmp_path, THREE, files), "2025-Q1"))

    assert section.answer == (
        "Not alike: half stayed at least 33% (English) and 100% (French) of the planned time, "
        "hardly by chance."
    )
