"""Reports written whole or not at all, and the list of them."""

import json
import os
import re
import tempfile
from collections.abc import Callable
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
from copanalytics.errors import CopanalyticsError
from copanalytics.report.book import page
from copanalytics.report.exporter import ReportExporter
from copanalytics.wording import wording

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
    written = [_replaced(out / name, text) for name, text in pages.items()]
    listing = _listing(out, community.settings.languages[0])
    return [*written, _replaced(out / "index.html", listing)]


def notebook_folder() -> Path:
    """Return where the notebooks are: beside the source in a checkout, else in the package."""
    source = Path(__file__).parents[3] / "notebooks"
    return source if source.is_dir() else Path(str(files("copanalytics") / "notebooks"))


def _replaced(path: Path, text: str) -> Path:
    """Write to a file beside it and rename, so that nobody sees half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except OSError as error:
        raise CopanalyticsError(f"{path}: cannot be written ({error.strerror}).") from error
    return path


def _listing(out: Path, language: str) -> str:
    cards = [card for path in sorted(out.glob("*.html"), reverse=True) if (card := _card(path))]
    ordered = sorted(cards, key=lambda card: card["community"])
    communities = [
        (title, list(group)) for title, group in groupby(ordered, lambda card: card["community"])
    ]
    loader = PackageLoader("copanalytics", "report/templates")
    template = Environment(loader=loader, autoescape=True).get_template("list.html.j2")
    style = (files("copanalytics") / "report" / "style.css").read_text(encoding="utf-8")
    return template.render(say=wording(language), communities=communities, style=style) + "\n"


def _card(path: Path) -> dict[str, Any] | None:
    """What a report tells of itself; None for any other page."""
    if not REPORT.fullmatch(path.name):
        return None
    found = CARD.search(path.read_text(encoding="utf-8"))
    return {**json.loads(unescape(found[1])), "file": path.name} if found else None
