"""Words of the report: all through the catalogue, so that a language is one file."""

import datetime as dt
import io
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from small import ROOT

import copanalytics as cop
from copanalytics.calendar import Quarter
from copanalytics.edition import Edition
from copanalytics.errors import CopanalyticsError
from copanalytics.report.book import page
from copanalytics.report.exporter import ReportExporter
from copanalytics.report.write import notebook_folder
from copanalytics.wording import Wording, translations, wording

POT = ROOT / "src" / "copanalytics" / "locale" / "copanalytics.pot"


def test_the_catalogue_is_that_of_the_source(tmp_path: Path):
    extract = [
        "-q",
        "extract",
        "-F",
        "babel.cfg",
        "-k",
        "say",
        "-k",
        "self",
        "-k",
        "plural:1,2",
        "--no-location",
        "--sort-output",
    ]
    made = tmp_path / "made.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", *extract, "--omit-header"]
    subprocess.run([*command, "-o", str(made), "src/copanalytics"], cwd=ROOT, check=True)

    # After a change of words: make catalogue.
    assert made.read_text(encoding="utf-8") == POT.read_text(encoding="utf-8")


def marked() -> Wording:
    """A language in which every message stands in double brackets."""
    catalogue = read_po(io.StringIO(POT.read_text(encoding="utf-8")), locale="en")
    for message in catalogue:
        if message.id:
            ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
            texts = tuple(f"⟦{text}⟧" for text in ids)
            message.string = texts if len(texts) > 1 else texts[0]
    written = io.BytesIO()
    write_po(written, catalogue)
    return Wording("en", translations(written.getvalue().decode(), "en"))


class Texts(HTMLParser):
    """Every text and alternative text of a page, but its style, its title, and what is quoted."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        quoted = tag == "blockquote" or (self.silent and tag == "p" and not attrs)
        self.silent = tag in ("style", "title") or quoted
        self.texts += [value for name, value in attrs if name in ("alt", "aria-label") and value]

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.texts.append(data.strip())


def test_every_sentence_label_and_alternative_text_is_in_the_catalogue(monkeypatch):
    community = cop.load(ROOT / "data" / "demo")
    monkeypatch.setattr("copanalytics.edition.wording", lambda _: marked())
    monkeypatch.setattr("copanalytics.report.exporter.wording", lambda _: marked())
    for quarter in ("2025-Q1", "2025-Q2"):
        edition = Edition.of(community, quarter)
        found = Texts()
        found.feed(page(notebook_folder(), edition, ReportExporter())[0])
        own = [community.settings.title, community.settings.invented]
        own += [*community.sessions["series"], *community.sessions["title"]]
        names = {*edition.say.locale.territories.values(), *edition.say.locale.languages.values()}
        plain = [
            text
            for text in found.texts
            if "⟦" not in text and re.search(r"[a-z]{2}", text) and text not in (*own, *names)
        ]
        # Dates, and lists of languages or countries, come from CLDR as a whole.
        unknown = [text for text in plain if set(re.split(", | and ", text)) - names]
        assert [text for text in unknown if not re.fullmatch(r"\d+ \w+ \d{4}", text)] == []


def test_numbers_dates_and_names_are_those_of_the_language():
    french = Wording("fr")

    assert french.number(12345.6, 1) == "12\u202f345,6"
    assert french.share(0.34) == "34\u00a0%"
    assert french.date(dt.date(2025, 5, 21)) == "21 mai 2025"
    assert french.country("DE") == "Allemagne"
    assert french.tongue("nl") == "néerlandais"
    assert french.listing(["A", "B", "C"]) == "A, B et C"


def test_a_quarter_is_said_by_its_months():
    assert Wording().quarter(Quarter.parse("2025-Q1")) == "January to March 2025"
    assert Wording().quarter(Quarter.parse("2025-Q3", starts=5)) == "November 2025 to January 2026"


def test_a_quarter_in_short_is_that_of_the_reporting_year():
    assert Wording().label(Quarter.parse("2025-Q1")) == "2025-Q1"
    assert Wording().label(Quarter.parse("2025-Q4", starts=4)) == "Q4 2025/26 (Jan–Mar)"
    assert Wording("fr").label(Quarter.parse("2025-Q4", starts=4)) == "T4 2025/26 (janv.–mars)"


def test_a_missing_number_is_a_dash():
    assert Wording().number(None) == Wording().share(None) == "–"


def test_a_language_without_a_catalogue_is_refused():
    with pytest.raises(CopanalyticsError, match="no report in 'xx'; languages are en"):
        wording("xx")
