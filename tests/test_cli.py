"""The command as its user meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from small import ROOT, folder, form, zoom

import copanalytics as cop
from copanalytics.cli import main
from copanalytics.people import KEY_FILE
from copanalytics.tables import TABLES


def test_init_makes_a_folder_that_check_and_report_accept(tmp_path: Path, capsys):
    own = tmp_path / "ours"

    assert main(["init", str(own)]) == 0
    assert main(["check", str(own)]) == 0
    assert "There is no file yet" in capsys.readouterr().out
    assert (own / ".gitignore").read_text().endswith("*\n")
    assert main(["report", str(own), "--quarter", "2025-Q1", "--out", str(tmp_path / "out")]) == 0


def test_init_never_overwrites(tmp_path: Path, capsys):
    (tmp_path / "mine.txt").write_text("mine")

    assert main(["init", str(tmp_path)]) == 2
    assert "Nothing changed" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_each_new_folder_has_a_key_of_its_own(tmp_path: Path):
    for name in ("a", "b"):
        main(["init", str(tmp_path / name)])

    assert (tmp_path / "a" / KEY_FILE).read_bytes() != (tmp_path / "b" / KEY_FILE).read_bytes()


def test_the_example_in_a_new_sessions_csv_works_without_its_mark(tmp_path: Path):
    main(["init", str(tmp_path / "ours")])
    path = tmp_path / "ours" / "sessions.csv"
    example = next(line for line in path.read_text().splitlines() if line.startswith("# cop-1"))
    path.write_text(path.read_text() + example.removeprefix("# ") + "\n")

    assert cop.load(tmp_path / "ours").sessions["session"].tolist() == ["cop-1"]


def test_the_demo_is_clean(capsys):
    assert main(["check", str(ROOT / "data" / "demo")]) == 0
    assert all(len(line) <= 100 for line in capsys.readouterr().out.splitlines())


def test_check_says_the_same_as_json(capsys):
    main(["check", str(ROOT / "data" / "demo"), "--json"])
    printed = json.loads(capsys.readouterr().out)

    assert printed["files_with_errors"] == 0
    assert {f["format"] for f in printed["files"]} == {
        "zoom-participants", "zoom-webinar", "teams-attendance", "google-forms",
        "microsoft-forms", "mapped",
    }  # fmt: skip


def test_check_of_every_sample_is_a_table_of_100_columns_worst_first(tmp_path: Path, capsys):
    samples = [
        path
        for path in (ROOT / "tests" / "exports").glob("*/*")
        if path.suffix not in (".py", ".pyc", ".toml") and ".expected" not in path.name
    ]
    files = {f"exports/2025-02-05/{p.parent.name}/{p.name}": p.read_bytes() for p in samples}
    own = folder(tmp_path, files=files)
    main(["check", str(own)])
    lines = capsys.readouterr().out.splitlines()
    main(["check", str(own), "--json"])
    told = json.loads(capsys.readouterr().out)["files"]

    assert max(map(len, lines)) <= 100
    assert [bool(f["errors"]) for f in told] == sorted(bool(f["errors"]) for f in told)[::-1]
    table = lines[: lines.index("")] if "" in lines else lines  # below: questions to confirm
    assert len([line for line in table if not line.startswith(" ")]) == len(samples) + 2
    for file in told:
        assert all(line.startswith(file["file"]) for line in [*file["errors"], *file["notes"]])


def test_a_quarter_written_otherwise_is_one_line(tmp_path: Path, capsys):
    code = main(["report", str(folder(tmp_path)), "--quarter", "spring"])

    lines = capsys.readouterr().err.splitlines()
    assert code == 2
    assert lines[-1] == "copanalytics: 'spring' is no quarter; write it as 2025-Q1."


def test_tables_are_pseudonymised_and_safe_in_a_spreadsheet(tmp_path: Path):
    files = {
        "exports/2025-02-05/a.csv": zoom("Ann Ashworth"),
        "exports/2025-02-05/f.csv": form(("=1+1", "Ask Ann Ashworth")),
    }
    path = folder(tmp_path / "c", files=files)

    assert main(["tables", str(path), "--out", str(tmp_path / "out")]) == 0
    texts = {p.stem: p.read_text(encoding="utf-8") for p in (tmp_path / "out").iterdir()}
    assert set(texts) == set(TABLES)
    assert not any("Ashworth" in text or "ann.ash" in text for text in texts.values())
    assert "'=1+1" in texts["comments"]


def test_a_table_reads_back_as_it_was(tmp_path: Path):
    path = folder(tmp_path / "c", files={"exports/2025-02-05/a.csv": zoom("Ann Ash", "Bea Birch")})
    main(["tables", str(path), "--out", str(tmp_path / "out")])

    back = pd.read_csv(tmp_path / "out" / "attendance.csv", parse_dates=["joined_at", "left_at"])

    assert back["minutes"].tolist() == [90, 90]
    assert str(back["joined_at"].dt.tz) == "UTC"


def test_a_table_with_a_name_in_a_file_name_is_not_written(tmp_path: Path, capsys):
    path = folder(
        tmp_path / "c", files={"exports/2025-02-05/Ann Ashworth.csv": zoom("Ann Ashworth")}
    )

    assert main(["tables", str(path), "--out", str(tmp_path / "out")]) == 2
    assert "table attendance, column source" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_pseudonyms_stay_where_there_is_a_key(tmp_path: Path):
    path = folder(tmp_path, files={"exports/2025-02-05/a.csv": zoom("Ann Ash"), KEY_FILE: "secret"})
    first = cop.load(path).attendance["person"].tolist()
    (path / "exports/2025-02-05/b.csv").write_text(zoom("Bea Birch"))

    assert set(first) < set(cop.load(path).attendance["person"])


def test_what_a_notebook_does_to_a_table_stays_there():
    community = cop.load(ROOT / "data" / "demo")
    community.attendance["minutes"] = 0

    assert cop.load(ROOT / "data" / "demo").attendance["minutes"].sum() > 0


@pytest.mark.parametrize("words", [["--version"], ["--help"]])
def test_help_does_not_wait_for_pandas(words: list[str]):
    code = (
        "import sys; from copanalytics.cli import main\n"
        "try: main(sys.argv[1:])\nfinally: print('pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip().endswith("False")
