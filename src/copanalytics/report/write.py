"""Reports written whole or not at all, and the list of them."""

import json
import re
from collections.abc import Callable, Mapping
from html import unescape
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import matplotlib as mpl
from jinja2 import Environment, PackageLoader

from copanalytics.calendar import Quarter
from copanalytics.community import Community
from copanalytics.edition import Edition
from copanalytics.report.book import page, refuse_leaks, vocabulary
from copanalytics.report.exporter import ReportExporter, words
from copanalytics.writing import replaced

CARD = re.compile(r'<meta name="copanalytics" content="([^"]*)">')
REPORT = re.compile(r"(\d{4}-Q[1-4])(\.[\w-]+)?\.html")


def reports(
    community: Community, quarters: list[Quarter], out: Path, told: Callable[[str], None]
) -> list[Path]:
    """Write a report for each quarter in each of the community's languages, and the list of all.

    All pages are made before the first is written, so that a failure leaves what was there.
    told: called with a line of progress.

    Raises: CopanalyticsError when a page cannot be made or written.
    """
    mpl.use("agg")
    notebooks = notebook_folder()
    exporter = ReportExporter()
    pages: dict[str, str] = {}
    for quarter in quarters:
        for language in community.settings.languages:
            told(f"{quarter} ({language}): running the notebooks")
            edition = Edition.of(community, str(quarter), language)
            first = language == community.settings.languages[0]
            name = f"{quarter}.html" if first else f"{quarter}.{language}.html"
            pages[name] = page(notebooks, edition, exporter)
    pages["index.html"] = _listing(out, pages, community, quarters[0])
    return [replaced(out / name, text.encode()) for name, text in pages.items()]


def notebook_folder() -> Path:
    """Return where the notebooks are: beside the source in a checkout, else in the package."""
    source = Path(__file__).parents[3] / "notebooks"
    return source if source.is_dir() else Path(str(files("copanalytics") / "notebooks"))


def _listing(out: Path, pages: Mapping[str, str], community: Community, quarter: Quarter) -> str:
    """The list of the reports in a folder and of those about to be written there."""
    edition = Edition.of(community, str(quarter), community.settings.languages[0])
    there = {path.name: path for path in out.glob("*.html") if path.name not in pages}
    texts = {name: path.read_text(encoding="utf-8") for name, path in there.items()} | dict(pages)
    found = (_card(name, text) for name, text in sorted(texts.items(), reverse=True))
    cards = [card for card in found if card]
    own = [card for card in cards if card["community"] == community.settings.title]
    refuse_leaks(community, words(_rendered(own, edition)), "index.html", vocabulary(edition))
    return _rendered(cards, edition)


def _rendered(cards: list[dict[str, Any]], edition: Edition) -> str:
    ordered = sorted(cards, key=lambda card: card["community"])
    communities = [
        (title, list(group)) for title, group in groupby(ordered, lambda card: card["community"])
    ]
    loader = PackageLoader("copanalytics", "report/templates")
    template = Environment(loader=loader, autoescape=True).get_template("list.html.j2")
    style = (files("copanalytics") / "report" / "style.css").read_text(encoding="utf-8")
    return template.render(say=edition.say, communities=communities, style=style) + "\n"


def _card(name: str, text: str) -> dict[str, Any] | None:
    """What a report tells of itself; None for any other page."""
    found = CARD.search(text) if REPORT.fullmatch(name) else None
    return {**json.loads(unescape(found[1])), "file": name} if found else None
