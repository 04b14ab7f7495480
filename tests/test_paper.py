"""The report as a PDF for the board pack, and what the list of reports says of it."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from small import SETTINGS, folder, zoom
from test_browser import CHROMIUM

from copanalytics.cli import main
from copanalytics.report import paper

PEOPLE = ("Ann Ash", "Bea Birch", "Cleo Cedar", "Dora Date", "Elsa Elm", "Fay Fir")
NEEDS_BROWSER = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to print with")


def community(path: Path, people: tuple[str, ...] = PEOPLE) -> Path:
    return folder(path / "c", files={"exports/2025-02-05/a.csv": zoom(*people)})


def report(path: Path, out: Path, *more: str) -> int:
    return main(["report", str(path), "--quarter", "2025-Q1", "--out", str(out), *more])


@NEEDS_BROWSER
def test_a_pdf_is_tagged_a4_numbered_and_has_its_contents(tmp_path: Path):
    code = report(community(tmp_path), tmp_path / "out", "--pdf")

    pdf = PdfReader(tmp_path / "out" / "2025-Q1.pdf")
    first = pdf.pages[0].extract_text()
    assert code == 0
    assert "/StructTreeRoot" in pdf.root_object and pdf.root_object["/Lang"] == "en"
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]
    assert re.search(r"1 / \d+", first)
    numbers = re.findall(r"data-page-of", (tmp_path / "out" / "2025-Q1.html").read_text("utf-8"))
    assert len(re.findall(r"^\d+$", first.partition("Small circle")[0], re.MULTILINE)) == len(
        numbers
    )
    assert "Who took part" in str(pdf.outline)


@NEEDS_BROWSER
def test_the_same_report_prints_the_same_bytes(tmp_path: Path):
    own = community(tmp_path)
    for name in ("one", "two"):
        report(own, tmp_path / name, "--pdf")

    one, two = ((tmp_path / name / "2025-Q1.pdf").read_bytes() for name in ("one", "two"))
    assert one == two


@NEEDS_BROWSER
def test_a_pdf_of_an_earlier_report_is_not_left_beside_the_new_one(tmp_path: Path, capsys):
    out = tmp_path / "out"
    report(community(tmp_path), out, "--pdf")
    assert '"2025-Q1.pdf"' in (out / "index.html").read_text(encoding="utf-8")

    report(community(tmp_path, PEOPLE[:5]), out)

    assert not (out / "2025-Q1.pdf").exists()
    assert "2025-Q1.pdf" not in (out / "index.html").read_text(encoding="utf-8")
    assert "2025-Q1.pdf: was printed from an earlier report" in capsys.readouterr().err


def test_without_a_browser_the_report_is_written_and_printing_explained(
    tmp_path: Path, capsys, monkeypatch
):
    monkeypatch.setattr(paper, "COMMANDS", ())
    monkeypatch.setattr(paper, "PLACES", ())

    code = report(community(tmp_path), tmp_path / "out", "--pdf")

    assert code == 1
    assert (tmp_path / "out" / "2025-Q1.html").exists()
    assert "choose Print, then 'Save as PDF', paper A4" in capsys.readouterr().err


def test_a_browser_that_prints_nothing_is_one_sentence(tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setattr(paper, "COMMANDS", ("false", "cmd"))

    code = report(community(tmp_path), tmp_path / "out", "--pdf")

    assert code == 2
    assert "printed nothing (CalledProcessError); run this without --pdf" in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("*"))


def test_the_list_draws_a_series_over_its_quarters(tmp_path: Path):
    sessions = (
        "session,series,title,start,timezone,minutes,platform,languages,status\n"
        "s-1,Circle,First,2025-02-05 14:00,,90,Zoom,en,held\n"
        "s-2,Circle,Second,2025-05-07 14:00,,90,Zoom,en,held\n"
    )
    later = zoom(*PEOPLE[:5], start="05/07/2025 02:00:00 PM")
    files = {"exports/2025-02-05/a.csv": zoom(*PEOPLE), "exports/2025-05-07/a.csv": later,
             "community.toml": SETTINGS + "year_starts = 4\n"}  # fmt: skip

    main(["report", str(folder(tmp_path / "c", sessions, files)), "--all", "--out", str(tmp_path)])

    listed = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "People who came. Q4 2024/25 (Jan–Mar): 6 and Q1 2025/26 (Apr–Jun): 5." in listed
    assert "April to June 2025</a>" in listed
