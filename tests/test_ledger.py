"""What reports in a folder tell together: of one quarter, of several, of two communities."""

import json
from pathlib import Path

import pytest
from small import HEADINGS, ROOT, SETTINGS, demo_reports, folder, form, mail, zoom

import copanalytics as cop
from copanalytics.auditing import Published, recoverable
from copanalytics.cli import main
from copanalytics.errors import CopanalyticsError
from copanalytics.report.ledger import kept, settled, told_in

DEMO = "Homeshare Community of Practice (demonstration)"
PLACES = ["United Kingdom"] * 12 + ["France"] * 8 + ["Germany"] * 6 + ["Spain"] * 3
PEOPLE = [f"Person{chr(97 + n)} Name{chr(97 + n)}" for n in range(26)] + [
    "Una Uu",
    "Vic Vv",
    "Wu Ww",
]
SESSIONS = HEADINGS + "".join(
    f"s-{n},Circle,Title,2025-0{month}-05 14:00,,90,Zoom,en,held\n"
    for n, month in enumerate((2, 5), 1)
)


def community(path: Path, first: int, second: int, **settings: str) -> Path:
    """A community of 29 members: the `first` of them in February, the `second` in May."""
    rows = [f"{who},{mail(who)},{place}" for who, place in zip(PEOPLE, PLACES, strict=True)]
    said = SETTINGS + "".join(f"{key} = {value}\n" for key, value in settings.items())
    times = {"start": "05/05/2025 02:00:00 PM"}
    files = {
        "members.csv": "Name,Email,Country\n" + "\n".join(rows),
        "exports/2025-02-05/a.csv": zoom(*PEOPLE[:first]),
        "exports/2025-05-05/a.csv": zoom(*PEOPLE[:second], **times),
        "exports/2025-02-05/f.csv": form(*[("Good interviews", "Funding is short")] * 6),
        "community.toml": said,
    }
    return folder(path, SESSIONS, files)


def told(out: Path, title: str = "Small circle") -> dict[str, Published]:
    return told_in(out, title)


def made(place: Path, out: Path, *options: str) -> None:
    assert main(["report", str(place), "--out", str(out), *options]) == 0


def test_of_all_reports_of_the_demo_together_no_small_count_follows():
    reports = told(demo_reports(), DEMO)
    together = Published().joined(*reports.values())

    assert list(reports) == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert all(len(each.cells) > 50 for each in reports.values())
    assert recoverable(together, 5) == []


def test_every_number_of_people_by_group_is_one_that_was_audited():
    cells = told(demo_reports(), DEMO)["2025-Q2"].cells
    page = (demo_reports() / "2025-Q2.html").read_text(encoding="utf-8")
    rows = cop.Edition.of(cop.load(ROOT / "data" / "demo"), "2025-Q2")

    kinds = {name.split(",")[0].removeprefix("2025-Q2 ") for name in cells if "|" in name}
    assert kinds >= {"countries", "languages", "members", "again", "forms", "writing", "themes"}
    assert cells["2025-Q2 countries, Community of Practice|GB|all"] == (11, 11)
    assert "United Kingdom: 11" in page
    assert rows.known == Published()


def test_a_quarter_made_again_is_the_same(tmp_path: Path):
    place, out = community(tmp_path / "c", 20, 29), tmp_path / "out"
    made(place, out, "--all")
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    made(place, out, "--quarter", "2025-Q1")
    made(place, out, "--quarter", "2025-Q2")
    made(place, out, "--all")

    assert {path: path.read_bytes() for path in before} == before


def test_quarters_made_in_another_order_tell_no_small_count():
    community, reports = cop.load(ROOT / "data" / "demo"), {}
    for quarter in ("2025-Q2", "2025-Q1", "2025-Q4", "2025-Q3"):
        edition = cop.Edition.of(community, quarter)
        reports[quarter] = settled(edition, reports, {}, print)

    assert recoverable(Published().joined(*reports.values()), 5) == []


def test_two_communities_in_a_folder_do_not_mix(tmp_path: Path):
    out = tmp_path / "out"
    other = community(tmp_path / "other", 12, 20)
    (other / "community.toml").write_text(SETTINGS.replace("Small", "Large"))
    made(community(tmp_path / "c", 24, 29), out, "--all")
    made(other, out, "--all")

    both = json.loads((out / "2025-Q1" / "published.json").read_text(encoding="utf-8"))
    assert set(both) == {"Small circle", "Large circle"}
    assert told(out)["2025-Q1"].cells != told(out, "Large circle")["2025-Q1"].cells


def test_changed_exports_still_give_a_report_and_a_line_says_so(tmp_path: Path, capsys):
    out = tmp_path / "out"
    made(community(tmp_path / "c", 24, 29), out, "--quarter", "2025-Q1")
    text = (tmp_path / "c" / "members.csv").read_text().replace("United Kingdom", "Ireland", 9)
    (tmp_path / "c" / "members.csv").write_text(text)

    made(tmp_path / "c", out, "--quarter", "2025-Q2")

    assert "make them all again, with --all" in capsys.readouterr().err
    assert (out / "2025-Q2.html").is_file()


@pytest.mark.parametrize("text", ["[]", "{", '{"Small circle": {}}'])
def test_what_was_published_and_cannot_be_read_is_one_sentence(text: str, tmp_path: Path):
    (tmp_path / "2025-Q1").mkdir()
    (tmp_path / "2025-Q1" / "published.json").write_text(text, encoding="utf-8")

    with pytest.raises(CopanalyticsError, match="take it away and make that quarter's report"):
        told(tmp_path)


def test_what_is_kept_is_read_again(tmp_path: Path):
    path = tmp_path / "2025-Q1" / "published.json"
    path.parent.mkdir()
    small = Published({"a|FR|all": (7, 7)}, (), frozenset({"a|FR|all"}))
    path.write_text(kept(path, "One", small), encoding="utf-8")
    path.write_text(kept(path, "Two", Published()), encoding="utf-8")

    assert told(tmp_path, "One") == {"2025-Q1": small}
    assert told(tmp_path, "Two") == {"2025-Q1": Published()}
    assert told(tmp_path, "Three") == {}
