"""The report: one file, the same bytes, nothing leaked, nothing half written."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from small import NO_SHARED, ROOT, SESSIONS, SHARED, demo_reports, folder, form, report, zoom

import copanalytics as cop
from copanalytics.cli import main
from copanalytics.errors import CopanalyticsError
from copanalytics.report.book import refuse_leaks
from copanalytics.report.exporter import ReportExporter, cleaned, sections, words
from copanalytics.report.runner import executed

DEMO = ROOT / "data" / "demo"
QUARTERS = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
GOLDEN = ROOT / "tests" / "golden" / "2025-Q2.txt"


def page(quarter: str) -> str:
    return (demo_reports() / f"{quarter}.html").read_text(encoding="utf-8")


def told(markup: str) -> str:
    """The words of a page, line by line; drawings are there by their alternative text."""
    return "\n".join(line.strip() for line in words(markup).splitlines() if line.strip()) + "\n"


def test_the_words_of_a_quarter_are_the_golden_ones():
    # After a change that is meant: write told(page("2025-Q2")) there and read the difference.
    style, text = re.search(r"<style>.*?</style>", page("2025-Q2"), re.DOTALL), page("2025-Q2")

    assert style
    assert told(text.replace(style[0], "")) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_report_is_one_file_without_scripts_or_requests(quarter: str):
    text = page(quarter)

    assert "<script" not in text
    assert not re.search(r"""(src|href)=["'](?!data:image/svg\+xml;base64,|#)""", text)
    assert "default-src 'none'" in text
    assert len(text.encode()) < 500_000


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_picture_has_its_numbers_in_words_and_as_a_table(quarter: str):
    parts = re.findall(r'<section[^>]*class="section.*?</section>', page(quarter), re.DOTALL)

    drawn = [part for part in parts if "<img" in part]
    assert len(drawn) >= 5
    for part in drawn:
        alt = re.search(r'alt="([^"]*)"', part)
        assert alt and re.search(r"\d", alt[1]) and len(alt[1]) > 40
        assert "<table" in part


@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_report_says_that_it_is_invented(quarter: str):
    assert "All people and comments in this report are invented" in told(page(quarter))


def test_the_list_has_every_quarter_newest_first():
    listed = (demo_reports() / "index.html").read_text(encoding="utf-8")

    assert re.findall(r'href="(2025-Q\d)\.html"', listed) == list(reversed(QUARTERS))


def test_the_same_input_gives_the_same_bytes(tmp_path: Path):
    again = report(DEMO, "2025-Q1", tmp_path)

    assert again == page("2025-Q1")


def test_a_community_without_a_key_gives_the_same_bytes_too(tmp_path: Path):
    files = {
        "exports/2025-02-05/a.csv": zoom("Ann Ash", "Bea Birch"),
        "exports/2025-02-05/f.csv": form(("Fine", "-")),
    }
    first = report(folder(tmp_path / "a", files=files), "2025-Q1", tmp_path / "one")
    second = report(folder(tmp_path / "b", files=files), "2025-Q1", tmp_path / "two")

    assert first == second


def test_a_failing_cell_is_one_sentence_and_keeps_the_last_report(
    tmp_path: Path, monkeypatch, capsys
):
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    for source in (ROOT / "notebooks").glob("*.ipynb"):
        book = nbformat.read(source, as_version=4)
        if source.stem == "themes":
            book.cells[-1].source = "1 / 0"
        nbformat.write(book, notebooks / source.name)
    out = tmp_path / "reports"
    out.mkdir()
    (out / "2025-Q1.html").write_text("yesterday's")
    monkeypatch.setattr("copanalytics.report.write.notebook_folder", lambda: notebooks)

    code = main(["report", str(DEMO), "--quarter", "2025-Q1", "--out", str(out)])

    said = capsys.readouterr().err
    last = said.splitlines()[-1]
    assert code == 2
    assert "Traceback" not in said
    assert "themes.ipynb, 'What do members want to talk about?'" in last
    assert "ZeroDivisionError: division by zero" in last
    assert [path.name for path in out.iterdir()] == ["2025-Q1.html"]
    assert (out / "2025-Q1.html").read_text() == "yesterday's"


@pytest.mark.parametrize("name", ["participation", "languages", "themes"])
def test_jupyter_shows_the_sections_that_the_report_prints(name: str):
    given = {"folder": str(DEMO), "quarter": "2025-Q2", "language": "en"}
    path = ROOT / "notebooks" / f"{name}.ipynb"
    book = nbformat.read(path, as_version=4)
    NotebookClient(book, resources={"metadata": {"path": str(path.parent)}}).execute()

    assert sections(book) == sections(executed(path, given))


@pytest.mark.parametrize(
    ("name", "last_lines"),
    [
        ("participation", ["never_came(community.members, edition.attendees_so_far)"]),
        ("languages", ["country_disagreements(community.members, community.registrations, "
                       "community.attendance)"]),
        ("themes", ["themes.review(community).head(20)", "edition.accuracy.codebook",
                    "themes.proposals(community)"]),
    ],
)  # fmt: skip
def test_what_is_for_the_analyst_alone_never_runs_for_a_report(name: str, last_lines: list[str]):
    path = ROOT / "notebooks" / f"{name}.ipynb"
    cells = executed(path, {"folder": str(DEMO), "quarter": "2025-Q4"}).cells
    private = [cell for cell in cells if "analyst" in cell.metadata.get("tags", [])]

    assert [cell.source.splitlines()[-1] for cell in private] == last_lines
    assert [cell.outputs for cell in private] == [[] for _ in last_lines]


def test_a_quote_that_names_somebody_stops_the_report(tmp_path: Path, capsys):
    # Written small, a name is not masked when the file is read.
    said = [("The funding came, as margaux said", "Fine")] * 6
    files = {"exports/2025-02-05/a.csv": zoom("Margaux Delorme"),
             "exports/2025-02-05/f.csv": form(*said)}  # fmt: skip
    path = folder(tmp_path, files=files)
    numbers = cop.load(path).comments.query("prompt == 'worked'")["comment"]
    rows = "".join(f"{number},funding,yes\n" for number in numbers)
    (path / "reference").mkdir()
    (path / "reference/codings.csv").write_text("comment,theme,fit_to_print\n" + rows)

    code = main(["report", str(path), "--out", str(tmp_path / "out")])

    assert code == 2
    assert "section 'worked': would publish names" in capsys.readouterr().err


def test_nbconvert_knows_the_exporter():
    book = executed(ROOT / "notebooks" / "languages.ipynb", {"folder": str(DEMO)})

    text, _ = ReportExporter().from_notebook_node(book)

    assert "From which countries did people come?" in text
    assert "import copanalytics" not in text


def test_what_is_no_part_of_a_section_is_cleaned_away():
    dirty = (
        '<p onclick="x()">a</p><script>b</script><svg onload="c()"></svg>'
        '<a href="javascript:d()">e</a>'
        '<img src="data:text/html;base64,AA"><iframe src="//f"></iframe><style>g</style>'
    )

    assert cleaned(dirty) == "<p>a</p>e<img>"


def test_a_leak_stops_the_report_and_names_the_section(tmp_path: Path):
    files = {"exports/2025-02-05/a.csv": zoom("Ann Ashworth")}
    community = cop.load(folder(tmp_path, files=files))

    with pytest.raises(CopanalyticsError, match="section 'themes': would publish names") as error:
        refuse_leaks(
            community, "as Ann Ashworth's mother said", "section 'themes'", frozenset({"ann"})
        )
    assert "Ashworth" not in str(error.value)


def test_a_name_in_a_series_of_sessions_is_not_published(tmp_path: Path, capsys):
    sessions = SESSIONS.replace("Circle", "Circle of ann.ashworth@example.org")
    path = folder(tmp_path, sessions, {"exports/2025-02-05/a.csv": zoom("Ann Ashworth")})

    code = main(["report", str(path), "--out", str(tmp_path / "out")])

    assert code == 2
    assert "would publish" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_no_name_of_the_demo_is_on_any_page():
    names = cop.load(DEMO).names
    for path in demo_reports().glob("*.html"):
        assert names.whole_in(words(path.read_text(encoding="utf-8"))) == set()


def test_a_report_tells_its_figures_to_the_list():
    card = re.search(r'<meta name="copanalytics" content="([^"]*)">', page("2025-Q2"))

    assert card
    figures = json.loads(card[1].replace("&#34;", '"').replace("&#39;", "'"))["figures"]
    back = {figure["name"]: figure for figure in figures}["came-back"]
    assert back["figure"] == "20 of 38"
    assert back["told"].startswith("attendees of Community of Practice had come before")


@pytest.mark.skipif(not SHARED.exists(), reason=NO_SHARED)
def test_real_exports_become_reports(tmp_path: Path):
    code = main(["report", str(SHARED / "real-community"), "--all", "--out", str(tmp_path)])

    assert code == 0
    made = {path.name for path in tmp_path.glob("*.html")}
    assert made == {"2020-Q1.html", "2020-Q2.html", "2022-Q4.html", "index.html"}
    zoom_class = told((tmp_path / "2020-Q2.html").read_text(encoding="utf-8"))
    assert "15 Apr 2020, Class\n86\n89\n97\n8,488.9\n" in zoom_class
    teams = told((tmp_path / "2022-Q4.html").read_text(encoding="utf-8"))
    assert "Scrum on 15 November 2022: 9 people came.\nScrum on 14 November 2022: 7 people" in teams
