"""What `match` and `check` say of people who are not sure, and how a count widens by them."""

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
    assert "J. Smith  =?  jane@example.org (Jane Smith)" in told
    assert "an initial; connected at once for 90 minutes" in told
    assert max(map(len, told.splitlines())) <= 100


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
