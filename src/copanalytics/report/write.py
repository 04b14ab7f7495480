"""Reports written whole or not at all, and the list of them."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import matplotlib as mpl
from jinja2 import Environment, PackageLoader

from copanalytics.auditing import Published
from copanalytics.calendar import Quarter
from copanalytics.community import Community
from copanalytics.edition import Edition
from copanalytics.report.book import page, refuse_leaks, vocabulary
from copanalytics.report.exporter import ReportExporter, words
from copanalytics.report.ledger import PUBLISHED, kept, refuse_disclosure, settled, told_in
from copanalytics.report.manifest import OWN_WORDS, manifest
from copanalytics.wording import wording
from copanalytics.writing import all_replaced, alone_in

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
    with alone_in(out):
        before, made = told_in(out, community.settings.title), {}
        files: dict[Path, str] = {}
        for quarter in quarters:
            edition = Edition.of(community, str(quarter), community.settings.languages[0])
            known = settled(edition, before, made, told)
            pages, made[str(quarter)] = _quarter(replace(edition, known=known), out, told)
            files |= pages
        pages = {path.name: text for path, text in files.items() if path.suffix == ".html"}
        files[out / "index.html"] = _listing(out, pages, community, quarters[0])
        return all_replaced({path: text.encode() for path, text in files.items()})


def _quarter(
    edition: Edition, out: Path, told: Callable[[str], None]
) -> tuple[dict[Path, str], Published]:
    """A quarter's pages, and beside them what they were made of and what their tables tell."""
    notebooks, exporter, community = notebook_folder(), ReportExporter(), edition.community
    quarter, known = edition.quarter, edition.known
    files: dict[Path, str] = {}
    published = known
    for language in community.settings.languages:
        told(f"{quarter} ({language}): running the notebooks")
        name = (
            f"{quarter}.html" if language == edition.say.language else f"{quarter}.{language}.html"
        )
        spoken = replace(edition, say=wording(language))
        files[out / name], of_page = page(notebooks, spoken, exporter)
        published = published.joined(of_page)
    refuse_disclosure(published, frozenset(published.cells) - set(known.cells), edition)
    title, path = community.settings.title, out / str(quarter) / PUBLISHED
    beside = {PUBLISHED: kept(path, title, published), "manifest.json": manifest(edition)}
    words_known = vocabulary(edition) | OWN_WORDS
    for name, text in beside.items():
        refuse_leaks(community, text, f"{quarter}/{name}", words_known)
        files[out / str(quarter) / name] = text
    return files, published


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
