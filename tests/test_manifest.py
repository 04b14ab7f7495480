"""What lies beside a report: what it was made of, and what its tables tell."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest
from small import ROOT, demo_reports, folder, zoom

from copanalytics.auditing import Published
from copanalytics.calendar import Quarter
from copanalytics.cli import main
from copanalytics.disclosure import Grid, protect
from copanalytics.errors import CopanalyticsError
from copanalytics.report.write import _known, _refuse_disclosure

DEMO = ROOT / "data" / "demo"


def told(out: Path, quarter: str = "2025-Q1") -> str:
    return (out / quarter / "manifest.json").read_text(encoding="utf-8")


def test_every_file_is_there_with_its_hash_but_the_key():
    files = {row["file"]: row for row in json.loads(told(demo_reports()))["files"]}
    there = {p.relative_to(DEMO).as_posix() for p in DEMO.rglob("*") if p.is_file()}

    assert set(files) == there - {"pseudonym.key"}
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


def so_far(quarter: str, count: int) -> Grid:
    counts = pd.DataFrame({"people": {"GB": 40 + count, "FR": count}})
    return Grid(f"{quarter} so far", counts)


def test_what_follows_from_two_quarters_stops_the_second(tmp_path: Path):
    first, second = so_far("2025-Q1", 7), so_far("2025-Q2", 9)
    (tmp_path / "2025-Q1").mkdir()
    before = protect(first).published.as_json()
    (tmp_path / "2025-Q1" / "published.json").write_text(before, encoding="utf-8")
    between = (second.cell("FR"), (first.cell("FR"), "new FR"))
    now = protect(second).published.joined(Published({}, (between,)))

    known = _known(tmp_path, [Quarter.parse("2025-Q2", 1)])
    with pytest.raises(CopanalyticsError, match="2025-Q2: a count of fewer than 5 people would"):
        _refuse_disclosure(known.joined(now), "2025-Q2", 5)


def test_what_was_published_and_cannot_be_read_is_one_sentence(tmp_path: Path):
    (tmp_path / "2025-Q1").mkdir()
    (tmp_path / "2025-Q1" / "published.json").write_text("{}", encoding="utf-8")

    with pytest.raises(CopanalyticsError, match="take it away and make that quarter's report"):
        _known(tmp_path, [Quarter.parse("2025-Q2", 1)])
