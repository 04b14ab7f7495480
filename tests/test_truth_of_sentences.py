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


def connected(people: list[str], start: str, end: str, minutes: int) -> str:
    """Rows of a Zoom export of people who were there from one time to another, of one afternoon."""
    return "".join(
        f'"{name}",{mail(name)},02/05/2025 {start}:00 PM,02/05/2025 {end}:00 PM,{minutes}\n'
        for name in people
    )


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
    rows = connected(NAMES[:12], "01:30", "02:45", 75)
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


@pytest.mark.parametrize(("rooms", "told"), [(2, "–"), (11, "about 70%")])
def test_pairs_across_countries_do_not_tell_who_was_in_a_room(
    rooms: int, told: str, tmp_path: Path
):
    # Each room: two of France and one of Ireland, and one whose country nobody tells.
    listed = [
        (room, name)
        for room in range(rooms)
        for name in (NAMES[2 * (room % 5)], NAMES[2 * (room % 5) + 1], NAMES[10 + room % 5],
                     NAMES[15 + room % 3])
    ]  # fmt: skip
    rows = "".join(f"{room},Room {room},en,{name},{mail(name)}\n" for room, name in listed)
    files = {
        "members.csv": directory({"France": 10, "Ireland": 5}),
        "exports/2025-02-05/rooms.csv": "Part,Room,Language,Name,Email\n" + rows,
        **came("2025-02-05", *NAMES[:18]),
    }
    table = participation.met(edition(folder(tmp_path, THREE, files), "2025-Q1")).table

    assert table is not None
    assert table.rows[0][-1] == told


def test_countries_that_make_half_do_not_tell_how_many_came_of_each(tmp_path: Path):
    # 16 attendees of five countries, of which no fewer than three make half: 4, 3, 3, 3 and 3.
    few = {"France": 4, "Ireland": 3, "Spain": 3, "Belgium": 3, "Austria": 3}
    files = {"members.csv": directory(few), **came("2025-02-05", *NAMES[:16])}

    section = participation.rests_on(edition(folder(tmp_path, THREE, files), "2025-Q1"))

    assert section.table is not None
    assert [row[0] for row in section.table.rows] == ["People"]


def test_nobody_is_said_never_to_have_come_where_no_attendance_is_known(tmp_path: Path):
    files = {"members.csv": directory({"France": 9})}

    assert headlines.decisions(edition(folder(tmp_path, THREE, files), "2025-Q1")) == []


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


@pytest.mark.parametrize(("writers", "told"), [(1, None), (4, None), (0, "0.0"), (6, "0.7")])
def test_comments_are_not_told_where_a_few_wrote_of_a_language(
    writers: int, told: str | None, tmp_path: Path
):
    # What one group wrote tells, with the number of all comments, what the other did.
    files = {
        "members.csv": directory({"France": 9, "Ireland": 9}),
        **came("2025-02-05", *NAMES[:18]),
        **comments([*NAMES[:9], *NAMES[9 : 9 + writers]]),
    }
    table = languages.parity(edition(folder(tmp_path, THREE, files), "2025-Q1")).table

    assert table is not None
    assert ("Comments a person" in table.headings) == (told is not None)
    if told:
        assert {row[0]: row[-1] for row in table.rows} == {"French": "1.0", "English": told}


def test_stays_of_a_language_are_those_of_the_planned_time(tmp_path: Path):
    # French people connect from half an hour before to half time, English ones for 75 minutes.
    rows = connected(NAMES[:9], "01:30", "02:45", 75)
    rows += connected(NAMES[9:18], "02:00", "03:15", 75)
    files = {
        "members.csv": directory({"France": 9, "Ireland": 9}),
        "exports/2025-02-05/a.csv": ZOOM + rows,
    }
    section = languages.parity(edition(folder(tmp_path, THREE, files), "2025-Q1"))

    assert section.answer == (
        "Circle: half stayed at least 83% (English) and 50% (French) of the planned time, "
        "a difference that is hardly chance."
    )


def test_after_one_session_nobody_can_have_come_again(tmp_path: Path):
    files = {
        "members.csv": directory({"France": 9, "Ireland": 9}),
        **came("2025-02-05", *NAMES[:18]),
    }
    section = languages.parity(edition(folder(tmp_path, THREE, files), "2025-Q1"))

    assert "more than once" not in " ".join([section.answer, *section.also])


def test_a_group_that_leaves_early_is_told_by_its_language(tmp_path: Path):
    rows = connected(NAMES[:9], "02:00", "03:30", 90) + connected(NAMES[9:18], "02:00", "02:30", 30)
    files = {
        "members.csv": directory({"France": 9, "Ireland": 9}),
        "exports/2025-02-05/a.csv": ZOOM + rows,
    }
    section = languages.parity(edition(folder(tmp_path, THREE, files), "2025-Q1"))

    assert section.answer == (
        "Circle: half stayed at least 33% (English) and 100% (French) of the planned time, "
        "a difference that is hardly chance."
    )


@pytest.mark.parametrize(("people", "told"), [(1, "person came to Circle"), (2, "people came")])
def test_one_person_is_one_person(people: int, told: str, tmp_path: Path):
    files = came("2025-02-05", *NAMES[:people])

    found = headlines.headlines(edition(folder(tmp_path, THREE, files), "2025-Q1"))

    assert found[0].told.startswith(told)
