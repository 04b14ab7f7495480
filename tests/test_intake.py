"""`copanalytics check` finds the mistakes of a folder, all at once, and says what to do."""

import json
from pathlib import Path

import pytest

import copanalytics as cop
from copanalytics.cli import main
from copanalytics.errors import CopanalyticsError

SESSIONS = (
    "session,series,title,start,timezone,minutes,platform,languages,status\n"
    "cop-1,CoP,Pathway,2025-02-05 14:00,,90,Zoom,en fr,held\n"
    "cop-2,CoP,Promotion,2025-05-21 14:00,Europe/Paris,90,Teams,en,\n"
)
FORM = "Timestamp,What worked well?\n2025/02/05 3:30:00 PM GMT+0,The rooms\n"
MEMBERS = "Name,Email,Country\nIda Marlow,ida@example.org,Ireland\n"
THAT_DAY = "exports/2025-02-05"
FIRST = f"{THAT_DAY}/zoom.csv"


def zoom(day: str) -> str:
    return (
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
        f"Ida Marlow,ida@example.org,{day} 02:00:00 PM,{day} 03:00:00 PM,60\n"
        f"Zoë Brandsma,,{day} 02:05:00 PM,{day} 02:30:00 PM,25\n"
    )


def folder(tmp_path: Path, files: dict[str, str]) -> Path:
    """A community folder with these files beside its settings and two sessions."""
    kept = {"community.toml": 'timezone = "Europe/London"\n', "sessions.csv": SESSIONS}
    for name, text in {**kept, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def checked(path: Path, capsys) -> tuple[int, dict]:
    """The exit code of check, and file to its errors and notes."""
    code = main(["check", str(path), "--json"])
    files = json.loads(capsys.readouterr().out)["files"]
    return code, {file["file"]: [*file["errors"], *file["notes"]] for file in files}


def refused(path: Path, capsys) -> list[str]:
    """The lines of a check that cannot go on."""
    assert main(["check", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return [line.removeprefix("copanalytics: ") for line in said.err.splitlines()]


def test_clean_folder_is_told_as_a_table_with_exit_0(tmp_path, capsys):
    path = folder(tmp_path, {FIRST: zoom("02/05/2025"), "members.csv": MEMBERS})

    assert main(["check", str(path)]) == 0
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["file", "format", "kind", "rows", "people"],
        [FIRST, "zoom-participants", "attendance", "2", "2"],
        ["members.csv", "mapped", "members", "1", "1"],
        ["2", "files,", "0", "with", "errors."],
    ]


def test_folder_without_files_says_where_to_put_them(tmp_path, capsys):
    assert main(["check", str(folder(tmp_path, {}))]) == 0
    assert "put exports into exports/<date of the session>/" in capsys.readouterr().out


def test_folder_that_is_none_cannot_be_checked(tmp_path, capsys):
    (said,) = refused(tmp_path / "none", capsys)

    assert "is no folder below" in said
    assert said.endswith(f"or make a new one with: copanalytics init {tmp_path / 'none'}")


def test_folder_without_sessions_cannot_be_checked(tmp_path, capsys):
    (folder(tmp_path, {FIRST: zoom("02/05/2025")}) / "sessions.csv").unlink()
    (said,) = refused(tmp_path, capsys)

    assert "sessions.csv: is missing; make it with the headings session,series,title," in said


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("timezone = Europe/London", "community.toml: cannot be read ("),
        ("smallest = 5", "community.toml: 'smallest' is unknown; it knows title, "),
        ("timezone = 'GMT+1'", "community.toml: timezone is 'GMT+1'; it must be a zone such as"),
        ("year_starts = 13", "community.toml: year_starts is 13; it must be a month from 1 to 12."),
        ("smallest_count = 0", "community.toml: smallest_count is 0; it must be a whole number"),
        ("languages = 'en'", "community.toml: languages is 'en'; it must be a list such as"),
    ],
)
def test_settings_that_cannot_be_used_are_named(tmp_path, capsys, toml, said):
    (line,) = refused(folder(tmp_path, {"community.toml": toml}), capsys)

    assert line.startswith(said)


def test_mistakes_of_settings_and_sessions_are_listed_at_once(tmp_path, capsys):
    rows = SESSIONS + "cop-2,CoP,Again,5 June,Europe/Atlantis,long,Zoom,en,maybe\n"
    lines = refused(folder(tmp_path, {"community.toml": "a = 1", "sessions.csv": rows}), capsys)

    assert [line.split("; ")[0] for line in lines] == [
        "community.toml: 'a' is unknown",
        "sessions.csv, line 4: start is '5 June'",
        "sessions.csv, line 4: 'Europe/Atlantis' is no time zone",
        "sessions.csv, line 4: minutes are 'long'",
        "sessions.csv, line 4: status is 'maybe'",
        "sessions.csv, line 4: 'cop-2' is there twice.",
    ]


def test_mistakes_of_sessions_and_references_are_listed_at_once(tmp_path, capsys):
    wrong = {"sessions.csv": "session,start\n", "reference/prompts.csv": "question,prompt\nA,b\n"}
    lines = refused(folder(tmp_path, wrong), capsys)

    assert [line.split(":")[0] for line in lines] == [
        "sessions.csv", "reference/prompts.csv, line 2"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "start", ["2025-02-05 14:00 GMT", "2025-02-05T14:00Z", "2025-02-05 14:00h"]
)
def test_start_with_more_than_a_minute_is_named(tmp_path, capsys, start):
    rows = SESSIONS.replace("2025-02-05 14:00", start)
    (line,) = refused(folder(tmp_path, {"sessions.csv": rows}), capsys)

    assert line.startswith(f"sessions.csv, line 2: start is {start!r}; write it as")


def test_sessions_without_a_column_are_named_with_it(tmp_path, capsys):
    (line,) = refused(folder(tmp_path, {"sessions.csv": "session,start\n"}), capsys)

    assert line.startswith("sessions.csv: has no column ['series', 'title', ")


def test_references_with_words_of_their_own_cannot_be_used(tmp_path, capsys):
    said = {
        "reference/prompts.csv": "# a comment\nquestion,prompt\nWhy?,reason\n",
        "reference/date_orders.csv": "file,order\nexports/a.csv,american\n",
    }
    lines = refused(folder(tmp_path, said), capsys)

    assert lines[0].startswith(
        "reference/prompts.csv, line 3: prompt 'reason' is not one of worked,"
    )
    assert lines[1].endswith("order 'american' is not one of day-first, month-first.")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("exports/zoom.csv", zoom("02/05/2025")), "is in no session's folder; move it to"),
        (("exports/2025-02-06/zoom.csv", zoom("02/05/2025")), "has no session on '2025-02-06'"),
        ((FIRST, zoom("02/19/2025")), "has connections on 2025-02-19, but its session was on"),
        ((f"{THAT_DAY}/list.csv", MEMBERS), "is a list of people; if it is the directory, save"),
        ((f"{THAT_DAY}/form.csv", FORM.replace("worked well", "puzzled you")),
         "asks 'What puzzled you?'; say in reference/prompts.csv (question,prompt)"),
        ((f"{THAT_DAY}/blank.csv", "\n"), "is empty; download it again."),
        ((f"{THAT_DAY}/page.csv", "<html>Sign in</html>"), "is a web page, not an export"),
        ((f"{THAT_DAY}/notes.txt", "Bring tea\n"), "is no export that copanalytics knows"),
        (("exports/2025-05-21/zoom.csv", zoom("06/07/2025")), "reference/date_orders.csv"),
        ((FIRST, zoom("02/05/2025") + "Owen,,soon,later,\n"), "line 4: joined 'soon', left"),
    ],
)  # fmt: skip
def test_file_with_a_mistake_is_named_with_it_and_exit_1(tmp_path, capsys, file, said):
    name, text = file
    code, files = checked(folder(tmp_path, {name: text}), capsys)

    assert code == 1
    assert list(files) == [name]
    assert files[name][0].startswith(name)
    assert said in files[name][0]


def test_rows_not_read_are_told_at_once_with_questions_that_nobody_has_mapped(tmp_path, capsys):
    form = FORM.replace("worked well", "puzzled you") + "late,Owen\n"
    _, files = checked(folder(tmp_path, {f"{THAT_DAY}/form.csv": form}), capsys)

    (lines,) = files.values()
    assert ["puzzled you" in lines[0], "is no date and time" in lines[1]] == [True, True]


@pytest.mark.parametrize(("day", "code"), [("19", 1), ("20", 0), ("22", 0), ("23", 1)])
def test_connections_are_of_the_sessions_day_or_one_beside_it(tmp_path, capsys, day, code):
    file = {"exports/2025-05-21/zoom.csv": zoom(f"05/{day}/2025")}

    assert checked(folder(tmp_path, file), capsys)[0] == code


def test_mistakes_of_several_files_are_listed_at_once_before_the_others(tmp_path, capsys):
    wrong = {
        FIRST: zoom("02/05/2025"),
        f"{THAT_DAY}/page.csv": "<html>Sign in</html>",
        f"{THAT_DAY}/form.csv": FORM.replace("worked well", "puzzled you"),
        "exports/loose.csv": FORM,
    }
    code, files = checked(folder(tmp_path, wrong), capsys)

    assert code == 1
    assert list(files) == [*sorted(name for name in wrong if name != FIRST), FIRST]
    assert [len(lines) for lines in files.values()] == [1, 1, 1, 0]


def test_text_and_json_say_the_same(tmp_path, capsys):
    path = folder(tmp_path, {FIRST: zoom("02/19/2025"), "exports/page.csv": "<html>"})
    _, files = checked(path, capsys)
    main(["check", str(path)])
    text = " ".join(capsys.readouterr().out.split())

    said = [line.removeprefix(f"{name}: ") for name, lines in files.items() for line in lines]
    assert all(f"error: {line}" in text for line in said)
    assert text.endswith("2 files, 2 with errors.")


def test_table_is_at_most_100_columns_wide(tmp_path, capsys):
    long = f"{THAT_DAY}/{'Pièce jointe ' * 9}.csv"
    main(["check", str(folder(tmp_path, {long: zoom("02/19/2025")}))])

    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= 100


def test_same_file_twice_counts_once_with_a_note(tmp_path, capsys):
    again = f"{THAT_DAY}/zoom (1).csv"
    path = folder(tmp_path, {FIRST: zoom("02/05/2025"), again: zoom("02/05/2025")})
    code, files = checked(path, capsys)

    assert code == 0
    assert [(len(lines), "is the same file as" in "".join(lines)) for lines in files.values()] == [
        (1, True), (0, False)
    ]  # fmt: skip
    assert len(cop.load(path).attendance) == 2


def test_note_of_a_whole_file_stands_behind_a_colon(tmp_path, capsys):
    again = f"{THAT_DAY}/zoom (1).csv"
    _, files = checked(folder(tmp_path, dict.fromkeys([FIRST, again], zoom("02/05/2025"))), capsys)

    assert files[FIRST] == [f"{FIRST}: is the same file as {again}; counted once."]


def test_files_that_systems_leave_behind_are_no_exports(tmp_path, capsys):
    left = ["exports/.DS_Store", f"{THAT_DAY}/Thumbs.db", f"{THAT_DAY}/~$form.xlsx"]

    assert checked(folder(tmp_path, dict.fromkeys(left, "x")), capsys) == (0, {})


def test_folder_may_be_called_as_the_session_and_hold_folders(tmp_path, capsys):
    files = {"exports/cop-1/from Ida/zoom.csv": zoom("02/05/2025"), FIRST: FORM}

    assert checked(folder(tmp_path, files), capsys) == (0, {name: [] for name in sorted(files)})


def test_two_sessions_of_one_day_are_told_apart_by_name(tmp_path, capsys):
    rows = SESSIONS + "cop-1b,CoP,Evening,2025-02-05 19:00,,60,Zoom,en,held\n"
    _, files = checked(folder(tmp_path, {"sessions.csv": rows, FIRST: FORM}), capsys)

    assert files[FIRST] == [
        f"{FIRST}: two sessions were on 2025-02-05; move it to exports/cop-1 or exports/cop-1b."
    ]


def test_sessions_own_zone_is_that_of_its_exports(tmp_path):
    file = {"exports/2025-05-21/zoom.csv": zoom("05/21/2025")}

    assert cop.load(folder(tmp_path, file)).attendance["joined_at"][0].hour == 12


def test_question_said_in_prompts_is_known(tmp_path, capsys):
    files = {
        f"{THAT_DAY}/form.csv": FORM.replace("worked well", "puzzled you"),
        "reference/prompts.csv": "question,prompt,reason\nwhat puzzled you,not_worked,asked so\n",
    }

    assert checked(folder(tmp_path, files), capsys)[0] == 0
    assert cop.load(tmp_path).comments["prompt"].to_list() == ["not_worked"]


def test_headings_said_in_mappings_make_an_export_of_a_table(tmp_path, capsys):
    files = {
        FIRST: "Visitor,In,Out\nIda Marlow,2025-02-05 14:00,2025-02-05 15:00\n",
        "reference/mappings.csv": (
            "kind,heading,column\nattendance,visitor,name\nattendance,in,joined_at\n"
            "attendance,OUT,left_at\n"
        ),
    }

    assert checked(folder(tmp_path, files), capsys)[0] == 0
    assert cop.load(tmp_path).attendance["minutes"].to_list() == [60]


def test_order_said_in_date_orders_is_that_of_the_file(tmp_path, capsys):
    name = f"{THAT_DAY}/form.csv"
    open_ = {name: FORM.replace("2025/02/05 3:30:00 PM GMT+0", "03/04/2025 10:00:00")}
    code, files = checked(folder(tmp_path, open_), capsys)
    said = {"reference/date_orders.csv": f"file,order\n{name},day-first\n"}

    assert code == 1
    assert "reference/date_orders.csv" in files[name][0]
    assert checked(folder(tmp_path, said), capsys) == (0, {name: []})


def test_community_with_a_refused_file_is_not_loaded(tmp_path):
    files = {FIRST: zoom("02/19/2025"), "exports/loose.csv": FORM}

    with pytest.raises(CopanalyticsError) as raised:
        cop.load(folder(tmp_path, files))
    assert [line.split(":")[0] for line in raised.value.lines] == [FIRST, "exports/loose.csv"]
