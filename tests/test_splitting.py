"""A form that asks which session it is about: every response counts for that session."""

from pathlib import Path

import pandas as pd
import pytest
from small import HEADINGS, folder, form

import copanalytics as cop
from copanalytics.errors import CopanalyticsError
from copanalytics.session_answers import Choices, meant

SESSIONS = (
    HEADINGS + "cop-1,Circle,The pathway,2025-02-05 14:00,,90,Zoom,en,held\n"
    "cop-2,Circle,Awareness,2025-05-21 14:00,,90,Zoom,en,held\n"
    "cop-3,Circle,Awareness and promotion,2025-07-03 14:00,,90,Zoom,en,held\n"
)
ASKED = "Timestamp,Which session did you attend?,What worked well?\n"
FIRST = "05/02/2025 16:00:00,{},The rooms\n"
SECOND = "22/05/2025 10:00:00,{},The pace\n"


def choices(otherwise: str = "", **said: str) -> Choices:
    rows = [line.split(",") for line in SESSIONS.splitlines()]
    sessions = pd.DataFrame(rows[1:], columns=rows[0])
    return Choices(sessions.assign(folder=sessions["start"].str[:10]), said, otherwise)


def sessions_of(path: Path) -> dict[str, str]:
    comments = cop.load(path).comments
    return dict(zip(comments["text"], comments["session"], strict=True))


def refusal(path: Path) -> str:
    with pytest.raises(CopanalyticsError) as raised:
        cop.load(path)
    (line,) = str(raised.value).splitlines()
    return line


@pytest.mark.parametrize(
    ("answer", "session"),
    [
        ("cop-1", "cop-1"),
        ("COP 2", "cop-2"),
        ("The pathway", "cop-1"),
        ("Awareness", "cop-2"),
        ("Awareness and promotion", "cop-3"),
        ("Session two: Awareness (May)", "cop-2"),
        ("5 February 2025", "cop-1"),
        ("mercredi 5 février", "cop-1"),
        ("Mittwoch, 21. Mai 2025", "cop-2"),
        ("3 de julio de 2025", "cop-3"),
        ("2025-07-03", "cop-3"),
        ("21/05/2025", "cop-2"),
        ("5/21/25", "cop-2"),
        ("Awareness and promotion – Thursday 3 July 2025, 14:00", "cop-3"),
    ],
)
def test_answer_names_a_session_by_name_title_or_day(answer, session):
    assert meant([answer], choices())[answer] == session


@pytest.mark.parametrize(
    "answer", ["The last one", "cop-12", "5 February 2024", "Awareness, 3 July 2025", "2025", ""]
)
def test_answer_that_fits_no_session_stops_with_it(answer):
    with pytest.raises(CopanalyticsError, match="fit no session, or several; say which in"):
        meant(["cop-1", answer], choices())


def test_numbers_of_all_answers_settle_which_is_the_month():
    # 7 March is no session's day, 3 July is.
    assert meant(["03/07/2025"], choices()) == {"03/07/2025": "cop-3"}
    with pytest.raises(CopanalyticsError, match="fit no session"):
        meant(["5/21/2025", "03/07/2025"], choices())


def test_what_an_answer_means_can_be_said():
    assert meant(["The spring one"], choices(**{"the spring one": "cop-2"})) == {
        "The spring one": "cop-2"
    }


@pytest.mark.parametrize("place", ["all", "Circle", "circle"])
def test_form_about_a_series_is_split_by_the_session_it_names(tmp_path, place):
    text = ASKED + FIRST.format("The pathway") + SECOND.format("21 May")
    path = folder(tmp_path, SESSIONS, {f"exports/{place}/form.csv": text})

    assert sessions_of(path) == {"The rooms": "cop-1", "The pace": "cop-2"}


def test_form_in_a_sessions_folder_is_split_too_and_that_session_is_the_default(tmp_path):
    text = ASKED + FIRST.format("") + SECOND.format("Awareness")
    path = folder(tmp_path, SESSIONS, {"exports/2025-02-05/form.csv": text})

    assert sessions_of(path) == {"The rooms": "cop-1", "The pace": "cop-2"}


def test_order_of_day_and_month_is_that_which_is_near_the_sessions_named(tmp_path):
    text = ASKED + "07/04/2025 10:00:00,cop-3,The tea\n"
    path = folder(tmp_path, SESSIONS, {"exports/all/form.csv": text})

    assert cop.load(path).comments["submitted_at"][0] == pd.Timestamp("2025-07-04T09:00:00Z")


def test_order_that_stays_open_stops_with_the_remedy(tmp_path):
    text = ASKED + "05/06/2025 10:00:00,cop-2,The tea\n"
    line = refusal(folder(tmp_path, SESSIONS, {"exports/all/form.csv": text}))

    assert line == (
        "exports/all/form.csv: its times may be day or month first; add it to "
        "reference/date_orders.csv as day-first or month-first."
    )


def test_response_that_names_no_session_is_reported(tmp_path, capsys):
    from copanalytics.cli import main

    text = ASKED + FIRST.format("cop-1") + SECOND.format("")
    path = folder(tmp_path, SESSIONS, {"exports/all/form.csv": text})

    assert main(["check", str(path)]) == 1
    assert "1 of its responses name no session; were not read." in capsys.readouterr().out


def test_answers_that_fit_none_are_listed_with_the_file(tmp_path):
    text = ASKED + FIRST.format("The last one")
    line = refusal(folder(tmp_path, SESSIONS, {"exports/all/form.csv": text}))

    assert line.startswith("exports/all/form.csv: its answers 'The last one' fit no session")


def test_form_of_no_session_in_the_folder_of_all_is_refused(tmp_path):
    line = refusal(folder(tmp_path, SESSIONS, {"exports/all/form.csv": form(("a", "b"))}))

    assert "is in no session's folder and asks for none" in line


def test_file_split_in_two_counts_as_one_file(tmp_path, capsys):
    from copanalytics.cli import main

    text = ASKED + FIRST.format("cop-1") + SECOND.format("cop-2")
    path = folder(tmp_path, SESSIONS, {"exports/all/form.csv": text})

    assert main(["check", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines[1:]] == [
        ["exports/all/form.csv", "(cop-1)"], ["exports/all/form.csv", "(cop-2)"], ["1", "files,"]
    ]  # fmt: skip


def test_responses_without_times_are_counted_once_in_two_downloads(tmp_path):
    text = "RespondentID,What worked well?\n,Open-Ended Response\n1,Tea\n2,Tea\n"
    files = {"exports/2025-02-05/a.csv": text, "exports/2025-02-05/b.csv": text + "3,Tea\n"}

    assert len(cop.load(folder(tmp_path, SESSIONS, files)).comments) == 3


def test_response_finished_between_two_downloads_counts_as_it_was_sent_last(tmp_path):
    headings = "Submission Date,What worked well?,Submission ID\n"
    other = "2025-02-06 11:00:00,The pace,2\n"
    files = {
        "exports/2025-02-05/a.csv": headings + "2025-02-06 10:00:00,The rooms,1\n" + other,
        "exports/2025-02-05/b.csv": headings + "2025-02-07 10:00:00,The tea,1\n" + other,
    }

    comments = cop.load(folder(tmp_path, SESSIONS, files)).comments
    assert sorted(comments["text"]) == ["The pace", "The tea"]
