"""Sections of communities that lack something, and what they must never say."""

from pathlib import Path

import pytest
from small import HEADINGS, folder, form, mail, zoom

import copanalytics as cop
from copanalytics.edition import Edition
from copanalytics.section import Section
from copanalytics.topics import languages, participation, themes

SECTIONS = (
    participation.attendance, participation.came_back, participation.stayed,
    participation.registered, participation.coverage, participation.kept, participation.reached,
    participation.rests_on, participation.met, languages.countries, languages.network,
    languages.world, languages.hours, languages.rooms, languages.preferred, languages.form,
    languages.written,
    languages.parity, themes.responses, themes.worked, themes.hopes,
    themes.taken_away, themes.next_topics,
)  # fmt: skip
PEOPLE = ("Ann Ash", "Bea Birch", "Cal Cedar", "Dan Dogwood", "Eve Elm", "Flo Fir")


def edition(path: Path, quarter: str = "2025-Q1") -> Edition:
    return cop.Edition.of(cop.load(path), quarter)


def said(section: Section) -> str:
    """All that a section says in any form but the drawing, which is made of the same numbers."""
    return section.html()


@pytest.mark.parametrize("make", SECTIONS, ids=lambda make: make.__name__)
def test_a_quarter_without_sessions_says_so(make, tmp_path: Path):
    section = make(edition(folder(tmp_path), "2024-Q1"))

    assert section.answer.endswith(".")
    assert section.chart is None


@pytest.mark.parametrize("make", SECTIONS, ids=lambda make: make.__name__)
def test_a_session_without_exports_is_seen_not_forgotten(make, tmp_path: Path):
    section = make(edition(folder(tmp_path)))

    assert section.answer
    assert section.chart is None


@pytest.mark.parametrize("make", SECTIONS, ids=lambda make: make.__name__)
def test_one_attendee_is_enough_for_a_report(make, tmp_path: Path):
    files = {"exports/2025-02-05/a.csv": zoom("Ann Ash")}

    section = make(edition(folder(tmp_path, files=files)))

    assert section.html().startswith("<section")


def test_what_an_analyst_changes_in_a_frame_is_in_the_next_edition(tmp_path: Path):
    path = folder(tmp_path, files={"exports/2025-02-05/a.csv": zoom(*PEOPLE)})
    community = cop.load(path)
    before = cop.Edition.of(community, "2025-Q1").attendees

    community.attendance["person"] = before["person"][0]

    assert len(before) == 6
    assert len(cop.Edition.of(community, "2025-Q1").attendees) == 1


def test_a_session_without_an_export_is_named(tmp_path: Path):
    sessions = HEADINGS + "".join(
        f"s-{day},Circle,Title,2025-02-0{day} 14:00,,90,Zoom,en,held\n" for day in (5, 6)
    )
    files = {"exports/2025-02-05/a.csv": zoom(*PEOPLE)}

    section = participation.attendance(edition(folder(tmp_path, sessions, files)))

    left_out = "No attendance export: Circle on 6 February 2025. The figures leave it out."
    assert left_out in section.notes


def test_a_country_of_few_people_has_no_count_in_any_form(tmp_path: Path):
    countries = ["France"] * 7 + ["Ireland"] * 6 + ["Spain"] * 3
    people = [f"Person{n} Name{n}" for n in range(16)]
    rows = [f"{who},{mail(who)},{place}" for who, place in zip(people, countries, strict=True)]
    files = {
        "members.csv": "Name,Email,Country\n" + "\n".join(rows),
        "exports/2025-02-05/a.csv": zoom(*people),
    }

    text = said(languages.countries(edition(folder(tmp_path, files=files))))

    assert "Spain" in text  # that it took part may be told
    assert [n for n in (3, 6, 7, 9) if f">{n}<" in text] == [7, 9]


def test_where_no_group_is_large_enough_there_is_no_chart(tmp_path: Path):
    rows = [f"{who},{mail(who)},Spain" for who in PEOPLE[:3]]
    files = {
        "members.csv": "Name,Email,Country\n" + "\n".join(rows),
        "exports/2025-02-05/a.csv": zoom(*PEOPLE[:3]),
    }

    section = languages.countries(edition(folder(tmp_path, files=files)))

    assert section.answer == "Circle reached 1 country."
    assert section.chart is section.table is None


def test_a_theme_of_few_respondents_has_no_count_in_any_form(tmp_path: Path):
    answers = [("Good interviews", "Funding is short")] * 3 + [("Fine", "Funding is short")] * 3
    files = {"exports/2025-02-05/a.csv": zoom(*PEOPLE), "exports/2025-02-05/f.csv": form(*answers)}

    section = themes.worked(edition(folder(tmp_path, files=files)))

    assert section.table
    assert [row[:2] for row in section.table.rows] == [("Funding and fees", "6")]
    assert "Named by fewer than 5 respondents: Interviews and visits." in section.notes


def test_script_in_a_title_a_name_or_a_comment_stays_text(tmp_path: Path):
    evil = "<script>alert(1)</script>"
    sessions = HEADINGS + f"s-1,{evil},{evil},2025-02-05 14:00,,90,{evil},en,held\n"
    files = {
        "exports/2025-02-05/a.csv": zoom(evil, *PEOPLE),
        "exports/2025-02-05/f.csv": form((evil, evil)),
    }
    for make in SECTIONS:
        assert "<script" not in make(edition(folder(tmp_path, sessions, files))).html()


def test_bars_of_two_sessions_of_a_quarter_stand_in_order_of_time(tmp_path: Path):
    sessions = HEADINGS + (
        "s-1,Circle,First,2025-02-05 14:00,,90,Zoom,en,held\n"
        "s-2,Circle,Second,2025-03-05 14:00,,90,Zoom,en,held\n"
    )
    files = {
        "exports/2025-02-05/f.csv": form(("Good", "")),
        "exports/2025-02-05/a.csv": zoom("Ann Ash"),
        "exports/2025-03-05/f.csv": form(("Good", "")).replace("2025/02/05", "2025/03/05"),
        "exports/2025-03-05/a.csv": zoom("Ann Ash", start="03/05/2025 02:00:00 PM"),
    }
    community = cop.load(folder(tmp_path, sessions, files))

    chart = themes.responses(Edition.of(community, "2025-Q1")).chart

    assert chart
    assert chart.alt.index("5 February") < chart.alt.index("5 March")
