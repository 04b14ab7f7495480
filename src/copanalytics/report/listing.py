"""The list of the reports in a folder: each quarter's figures, and how they went over time."""

import json
import re
from collections.abc import Collection, Mapping
from html import unescape
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader

from copanalytics.edition import Edition
from copanalytics.languages import name as own_name
from copanalytics.report.book import refuse_leaks, vocabulary
from copanalytics.report.exporter import words
from copanalytics.report.trends import trends

CARD = re.compile(r'<meta name="copanalytics" content="([^"]*)">')
REPORT = re.compile(r"(\d{4}-Q[1-4])(?:\.([\w-]+))?\.html")
"""A report's file: its quarter, and its language where that is not the community's first."""

Card = dict[str, Any]
"""What a report tells of itself, with its file."""


def listing(out: Path, made: Mapping[Path, str], papers: Collection[str], edition: Edition) -> str:
    """Return the list of the reports in a folder and of those about to be written there, as HTML.

    made: pages about to be written. papers: names of the PDFs that are or will be there.

    Raises: CopanalyticsError when it would tell a name or e-mail of the community's people.
    """
    texts = {path: path.read_text(encoding="utf-8") for path in out.glob("*.html")} | dict(made)
    cards = [card for path, text in texts.items() if (card := _card(path.name, text))]
    own = [card for card in cards if card["community"] == edition.community.settings.title]
    own_page = _rendered(own, papers, edition)
    refuse_leaks(edition.community, words(own_page), "index.html", vocabulary(edition))
    return _rendered(cards, papers, edition)


def _card(name: str, text: str) -> Card | None:
    """What a report tells of itself; None for any other page."""
    report = REPORT.fullmatch(name)
    told = CARD.search(text) if report else None
    if not report or not told:
        return None
    return {**json.loads(unescape(told[1])), "file": name, "language": report[2]}


def _rendered(cards: list[Card], papers: Collection[str], edition: Edition) -> str:
    by_title = itemgetter("community")
    communities = [
        _community(title, list(group), papers, edition)
        for title, group in groupby(sorted(cards, key=by_title), by_title)
    ]
    loader = PackageLoader("copanalytics", "report/templates")
    template = Environment(loader=loader, autoescape=True).get_template("list.html.j2")
    style = (files("copanalytics") / "report" / "style.css").read_text(encoding="utf-8")
    return template.render(say=edition.say, communities=communities, style=style) + "\n"


def _community(title: str, cards: list[Card], papers: Collection[str], edition: Edition) -> Card:
    """One community's quarters, the newest first, and its figures over time."""
    newest = sorted(cards, key=lambda card: (card["quarter"], not card["language"]), reverse=True)
    quarters = [
        _quarter(list(group), papers) for _, group in groupby(newest, itemgetter("quarter"))
    ]
    trend = trends(quarters[::-1], edition)
    return {"title": title, "invented": newest[0].get("invented"), "quarters": quarters,
            "trends": trend}  # fmt: skip


def _quarter(editions: list[Card], papers: Collection[str]) -> Card:
    """A quarter as its first language tells it, with links to its other files."""
    others = [
        {"file": card["file"], "language": card["language"],
         "name": own_name(card["language"], card["language"])}
        for card in editions[1:]
        if card["language"]
    ]  # fmt: skip
    paper = Path(editions[0]["file"]).with_suffix(".pdf").name
    return {**editions[0], "others": others, "paper": paper if paper in papers else ""}
