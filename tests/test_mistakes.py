"""What a volunteer does in a hurry, and what must not become a wrong number in silence."""

from pathlib import Path

import pytest
from small import HEADINGS, SESSIONS, folder, form, mail, report, zoom

import copanalytics as cop
from copanalytics.cli import main
from copanalytics.topics import themes

SHEET = "exports/2025-02-05/"
ANSWERS = [("Good interviews", "Funding"), ("Rooms", "Fees"), ("All of it", "-")]


def refusal(path: Path) -> str:
    with pytest.raises(cop.CopanalyticsError) as error:
        cop.load(path)
    return str(error.value)


def noted(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["check", str(path)]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_a_form_downloaded_twice_counts_each_answer_once(tmp_path: Path, capsys):
    files = {
        SHEET + "a.csv": zoom("Ann Ash", "Bea Birch", "Cal Cedar"),
        SHEET + "early.csv": form(*ANSWERS[:2]),
        SHEET + "late.csv": form(*ANSWERS),
    }
    path = folder(tmp_path, files=files)

    section = themes.responses(cop.Edition.of(cop.load(path), "2025-Q1"))

    assert section.answer == "Circle: 3 of 3 attendees answered the form."
    assert "2 of its submissions are in another file of the session too" in noted(path, capsys)


def test_two_people_who_say_the_same_in_one_file_are_two(tmp_path: Path):
    text = form(("Great!", "-")) + '2025/02/05 4:00:00 PM GMT+0,"Great!","-"\n'

    community = cop.load(folder(tmp_path, files={SHEET + "f.csv": text}))

    assert community.comments["respondent"].nunique() == 2


def test_connections_exported_twice_count_once(tmp_path: Path):
    files = {
        SHEET + "a.csv": zoom("Ann Ash", "Bea Birch"),
        SHEET + "b.csv": zoom("Bea Birch", "Ann Ash", "Cal Cedar"),
    }

    assert len(cop.load(folder(tmp_path, files=files)).attendance) == 3


def test_a_form_in_another_sessions_folder_is_refused(tmp_path: Path):
    sessions = SESSIONS + "s-2,Circle,Next,2025-03-12 14:00,,90,Zoom,en,held\n"

    said = refusal(folder(tmp_path, sessions, {"exports/2025-03-12/f.csv": form(*ANSWERS)}))

    assert "was answered on 2025-02-05, but its session was on 2025-03-12; move it" in said


def test_a_country_that_is_not_known_is_told(tmp_path: Path, capsys):
    members = f"Name,Email,Country\nAnn Ash,{mail('Ann Ash')},The Emerald Isle\n"

    said = noted(folder(tmp_path, files={"members.csv": members}), capsys)

    assert "countries that are not known: 'The Emerald Isle'; say which in reference" in said


@pytest.mark.parametrize("code", ["IE", "ie", "Ireland"])
def test_a_correction_may_name_a_country_in_any_known_way(tmp_path: Path, code: str):
    files = {
        "members.csv": f"Name,Email,Country\nAnn Ash,{mail('Ann Ash')},The Emerald Isle\n",
        "reference/countries.csv": f"written,country,reason\nThe Emerald Isle,{code},ours\n",
    }

    assert cop.load(folder(tmp_path, files=files)).members["country"].tolist() == ["IE"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("countries", "written,country\nX,Elvenland\n", "country 'Elvenland' is no country"),
        ("mappings", "kind,heading,column\nmembers,Post,mail\n", "column 'mail' is not one of"),
        ("mappings", "kind,heading,column\npeople,Post,email\n", "kind 'people' is not one of"),
    ],
)
def test_a_wrong_correction_is_named_with_its_line(tmp_path: Path, name: str, text: str, said: str):
    path = folder(tmp_path, files={f"reference/{name}.csv": text})

    assert refusal(path).startswith(f"reference/{name}.csv, line 2: {said}")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("s-2,circle,T,2025-03-05 14:00,,90,Zoom,en,held", "the series 'circle' is written othe"),
        ("s-2,Circle,T,2025-03-05 14:00,,90,Zoom,xx,held", "languages are 'xx'; write their codes"),
        ("s-2,Circle,One, two,2025-03-05 14:00,,90,Zoom,en,held", "has more cells than headings"),
        ("s-2,Circle,T,05/03/2025 14:00,,90,Zoom,en,held", "start is '05/03/2025 14:00'; write it"),
    ],
)
def test_a_slip_in_sessions_csv_is_named(tmp_path: Path, row: str, said: str):
    assert f"sessions.csv, line 3: {said}" in refusal(folder(tmp_path, SESSIONS + row + "\n"))


def test_languages_of_a_session_may_be_written_as_names(tmp_path: Path):
    sessions = HEADINGS + "s-1,Circle,T,2025-02-05 14:00,,90,Zoom,English; français,held\n"

    assert cop.load(folder(tmp_path, sessions)).sessions["languages"].tolist() == ["en fr"]


def test_a_person_whom_no_file_has_is_told(tmp_path: Path):
    files = {
        SHEET + "a.csv": zoom("Ann Ash"),
        "reference/people.csv": "written,is,reason\nAnn's iPad,Anne Ashe,hers\n",
    }

    assert "people.csv, line 2: 'Anne Ashe' is in no file" in refusal(folder(tmp_path, files=files))


def test_a_session_without_a_file_is_named_by_check(tmp_path: Path, capsys):
    main(["check", str(folder(tmp_path))])

    assert "no file yet of these sessions held: s-1 (2025-02-05)" in capsys.readouterr().err


def test_a_directory_under_another_name_is_told(tmp_path: Path, capsys):
    path = folder(tmp_path, files={"Directory.csv": "Name,Email\nAnn Ash,ann@example.org\n"})

    assert "is not read here: the directory is members.csv" in noted(path, capsys)


def test_a_folder_named_after_more_than_the_day_is_told_how(tmp_path: Path):
    path = folder(tmp_path, files={"exports/2025-02-05 Matching/a.csv": zoom("Ann Ash")})

    assert "the folder '2025-02-05 Matching' is no session's; rename it to 2025-02-05." in (
        refusal(path)
    )


def test_a_name_in_a_title_unmasks_nobody_and_stops_the_report(tmp_path: Path, capsys):
    sessions = HEADINGS + "s-1,Circle,With Ann Ash,2025-02-05 14:00,,90,Zoom,en,held\n"
    files = {
        "members.csv": f"Name,Email,Country\nAnn Ash,{mail('Ann Ash')},France\n",
        SHEET + "f.csv": form(("Ann Ash explained it", "-")),
    }
    path = folder(tmp_path / "c", sessions, files)

    assert cop.load(path).comments["text"][0] == "[…] explained it"
    assert main(["report", str(path), "--out", str(tmp_path / "out")]) == 2
    assert "would publish names" in capsys.readouterr().err


def test_a_count_below_three_cannot_be_asked_for(tmp_path: Path):
    toml = 'title = "T"\ntimezone = "Europe/London"\nsmallest_count = 1\n'

    assert "smallest_count is 1; it must be a whole number from 3" in refusal(
        folder(tmp_path, files={"community.toml": toml})
    )


def test_actions_are_told_of_those_who_were_asked(tmp_path: Path):
    asked = "Timestamp,What will you take away?\n2025/02/05 4:00:00 PM GMT+0,A checklist\n"
    files = {
        SHEET + "a.csv": zoom("Ann Ash", "Bea Birch"),
        SHEET + "asked.csv": asked,
        SHEET + "other.csv": form(*ANSWERS),
    }

    text = report(folder(tmp_path / "c", files=files), "2025-Q1", tmp_path / "out")

    assert "1 of 1 respondents wrote what they take away" in text
