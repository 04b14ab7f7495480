"""What lies beside a report: what it was made of, and what its tables tell."""

import hashlib
import json
from pathlib import Path

from small import ROOT, demo_reports, folder, form, zoom

from copanalytics.cli import main

DEMO = ROOT / "data" / "demo"


def told(out: Path, quarter: str = "2025-Q1") -> str:
    return (out / quarter / "manifest.json").read_text(encoding="utf-8")


def test_every_file_is_there_with_its_hash_but_the_key():
    files = {row["file"]: row for row in json.loads(told(demo_reports()))["files"]}
    there = {p.relative_to(DEMO).as_posix() for p in DEMO.rglob("*") if p.is_file()}

    assert set(files) == {name.replace("(1-18)", "") for name in there} - {"pseudonym.key"}
    member = files["members.csv"]
    assert member["sha256"] == hashlib.sha256((DEMO / "members.csv").read_bytes()).hexdigest()
    assert member["rows"] == 62


def test_it_tells_versions_settings_and_the_last_day_but_no_place():
    text = told(demo_reports(), "2025-Q2")
    manifest = json.loads(text)

    assert manifest["until"] == "2025-05-21"
    assert manifest["command"] == "copanalytics report FOLDER --quarter 2025-Q2"
    assert {"copanalytics", "python", "pandas"} <= set(manifest["versions"])
    assert manifest["settings"]["smallest_count"] == 5
    assert str(ROOT) not in text


def test_the_report_says_its_last_day_and_the_version():
    page = (demo_reports() / "2025-Q2.html").read_text(encoding="utf-8")

    assert "The last session in it was on 21 May 2025." in page
    assert "Made by copanalytics 0.1.0." in page


def test_the_same_inputs_give_the_same_files_whatever_the_key(tmp_path: Path):
    texts = []
    for name in ("one", "two"):
        place = folder(tmp_path / name, files={"exports/2025-02-05/a.csv": zoom("Ann Ash")})
        (place / "pseudonym.key").write_text(name)
        main(["report", str(place), "--out", str(tmp_path / f"out-{name}")])
        made = sorted((tmp_path / f"out-{name}").rglob("*.*"))
        texts.append([path.read_bytes() for path in made if path.is_file()])

    assert len(texts[0]) == 4
    assert texts[0] == texts[1]


def test_a_name_in_a_file_name_is_withheld(tmp_path: Path):
    place = folder(tmp_path / "a", files={"exports/2025-02-05/for Ann Ash.csv": zoom("Ann Ash")})

    main(["report", str(place), "--out", str(tmp_path / "out")])

    files = [row["file"] for row in json.loads(told(tmp_path / "out"))["files"]]
    assert "exports/2025-02-05/(a name is in it)" in files
    assert "Ash" not in told(tmp_path / "out")


def test_rows_of_two_forms_of_a_session_are_told_together():
    rows = json.loads(told(demo_reports(), "2025-Q3"))["files"]
    forms = [row for row in rows if (row.get("session"), row.get("kind")) == ("cop-3", "feedback")]

    assert [(row["rows"], row["of"]) for row in forms] == [(132, 2), (132, 2)]


def test_how_many_answered_is_not_told_by_the_name_of_a_form(tmp_path: Path):
    place = folder(tmp_path / "a", files={"exports/2025-02-05/Enquête(1-3).csv": form(("Oui", ""))})

    main(["report", str(place), "--out", str(tmp_path / "out")])

    files = [row["file"] for row in json.loads(told(tmp_path / "out"))["files"]]
    assert "exports/2025-02-05/Enquête.csv" in files
