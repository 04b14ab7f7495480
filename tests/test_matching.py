"""What `match` and `check` say of people who are not sure, and how a count widens by them."""

import csv
from pathlib import Path

import pytest
from small import folder, zoom

import copanalytics as cop
from copanalytics.cli import main
from copanalytics.doubt import people_range

EXPORT = "exports/2025-02-05/participants.csv"
ROW = "{name},{mail},02/05/2025 02:00:00 PM,02/05/2025 03:30:00 PM,90\n"


def community(path: Path, *people: tuple[str, str], said: str = "") -> Path:
    rows = "".join(ROW.format(name=f'"{name}"', mail=mail) for name, mail in people)
    files = {EXPORT: zoom() + rows}
    if said:
        files["reference/people.csv"] = "written,is,reason\n" + said
    return folder(path, files=files)


SMITHS = (("John Smith", "john@example.org"), ("Jane Smith", "jane@example.org"), ("J. Smith", ""))


def test_match_lists_a_pair_with_its_evidence(tmp_path, capsys):
    code = main(["match", str(community(tmp_path, *SMITHS))])

    told = capsys.readouterr().out
    assert code == 0
    seen = "an initial; but connected at once for 90 minutes"
    assert "  1. J. Smith\n" in told
    assert f"     may be jane@example.org (Jane Smith): {seen}\n" in told
    assert f"     may be john@example.org (John Smith): {seen}\n" in told
    assert max(map(len, told.splitlines())) <= 100


def test_match_shows_the_row_that_answers(tmp_path, capsys):
    path = community(tmp_path, *SMITHS)
    main(["match", str(path)])
    told = capsys.readouterr().out.splitlines()
    row = next(line.split(":  ")[1] for line in told if line.startswith("  two people:"))
    (path / "reference").mkdir(exist_ok=True)
    (path / "reference/people.csv").write_text(f"written,is,reason\n{row}\n", encoding="utf-8")
    main(["match", str(path)])

    assert row == "J. Smith,not: jane@example.org,your reason"
    assert "may be jane" not in capsys.readouterr().out


def test_a_screen_of_two_names_needs_no_answer(tmp_path, capsys):
    main(["match", str(community(tmp_path, ("Ann & Bo", "")))])

    told = capsys.readouterr().out
    assert "names of 2 people at one screen: counted as one person; nothing to write" in told
    assert "To answer" not in told


def test_what_the_analyst_answers_is_asked_no_more(tmp_path, capsys):
    path = community(tmp_path, *SMITHS, said="J. Smith,john@example.org,John said so\n")
    main(["match", str(path)])

    assert "Nobody is unsure." in capsys.readouterr().out
    assert cop.load(path).attendance["person"].nunique() == 2


def test_two_people_of_one_name_are_asked_no_more(tmp_path, capsys):
    one = (("Ann Ash", "ann@example.org"), ("Ann Ash", "ash@example.net"))
    path = community(tmp_path, *one, said="ann@example.org,not: ash@example.net,two people\n")
    main(["match", str(path)])

    assert "Nobody is unsure." in capsys.readouterr().out
    assert cop.load(path).attendance["person"].nunique() == 2


def test_propose_writes_rows_that_say_nothing_yet(tmp_path, capsys):
    path = community(tmp_path, *SMITHS)
    main(["match", str(path), "--propose"])

    lines = (path / "reference/people.proposed.csv").read_text(encoding="utf-8").splitlines()
    assert "# J. Smith,john@example.org," in "\n".join(lines)
    assert [line for line in lines if not line.startswith("#")] == ["written,is,reason"]


def test_a_proposal_runs_nothing_in_a_spreadsheet_and_can_be_copied(tmp_path, capsys):
    people = [("Stone, Ann", "a1@example.org"), ("Stone, Ann", "a2@example.net")]
    people += [("=Stone, Ann", "")]
    path = community(tmp_path, *people)
    main(["match", str(path), "--propose"])
    with (path / "reference/people.proposed.csv").open(encoding="utf-8", newline="") as file:
        _, _, headings, *rows = csv.reader(file)
    unsure = next(row for row in rows if row[0].endswith("=Stone, Ann"))
    unsure[0] = unsure[0].removeprefix("# ")
    assert not any(cell[:1] in "=+-@" for row in [*rows, unsure] for cell in row)

    with (path / "reference/people.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, unsure])
    assert cop.load(path).attendance["person"].nunique() == 2


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (SMITHS, (2, 3)),
        ((("Anna & Ben Smith", ""),), (1, 2)),
        ((("Ann Ash", "ann@example.org"), ("iPhone", "")), (1, 2)),
        ((("Ann Ash", "ann@example.org"), ("Bea Birch", "")), (2, 2)),
    ],
)
def test_a_count_has_a_range(people, expected, tmp_path):
    found = cop.load(community(tmp_path, *people))

    assert people_range(found.attendance["person"], found.doubt) == expected


def test_a_note_taker_is_left_out_and_check_says_so(tmp_path, capsys):
    path = community(tmp_path, ("Ann Ash", "ann@example.org"), ("Otter.ai", ""), ("Ann & Bo", ""))
    main(["check", str(path)])

    told = capsys.readouterr().out
    assert cop.load(path).attendance["person"].nunique() == 2
    assert "1 rows are of note-takers" in told
    assert "1 rows show two or more names at one screen" in told
