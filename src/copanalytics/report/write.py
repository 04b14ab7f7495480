"""Reports written whole or not at all, and the list of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import matplotlib as mpl

from copanalytics.auditing import Published
from copanalytics.calendar import Quarter
from copanalytics.community import Community
from copanalytics.edition import Edition
from copanalytics.report.book import page, refuse_leaks, vocabulary
from copanalytics.report.exporter import ReportExporter
from copanalytics.report.ledger import PUBLISHED, kept, refuse_disclosure, settled, told_in
from copanalytics.report.listing import listing
from copanalytics.report.manifest import OWN_WORDS, manifest
from copanalytics.report.paper import printed
from copanalytics.wording import wording
from copanalytics.writing import all_replaced, alone_in


@dataclass(frozen=True)
class Order:
    """What is to be written: the reports of which quarters, into which folder, with PDFs or not."""

    quarters: list[Quarter]
    out: Path
    pdf: bool = False


def reports(community: Community, order: Order, told: Callable[[str], None]) -> list[Path]:
    """Write a report for each quarter in each of the community's languages, and the list of all.

    All files are made before the first is written, so that a failure leaves what was there. A PDF
    that was printed from another page than that beside it is taken away. told: called with a line
    of progress.

    Raises: CopanalyticsError when a file cannot be made or written.
    """
    mpl.use("agg")
    out = order.out
    with alone_in(out):
        files, first = _made(community, order, told), order.quarters[0]
        pages = {path: text for path, text in files.items() if path.suffix == ".html"}
        papers = _papers(community, pages, told) if order.pdf else {}
        old = _outdated(pages) - set(papers)
        edition = _edition(community, first)
        there = {path.name for path in {*out.glob("*.pdf"), *papers} - old}
        files[out / "index.html"] = listing(out, pages, there, edition)
        written = all_replaced({path: text.encode() for path, text in files.items()} | papers)
        _take_away(old, told)
        return written


def _made(community: Community, order: Order, told: Callable[[str], None]) -> dict[Path, str]:
    """The files of every quarter; of each is known what the others' reports tell."""
    before, made = told_in(order.out, community.settings.title), {}
    files: dict[Path, str] = {}
    for quarter in order.quarters:
        edition = _edition(community, quarter)
        known = settled(edition, before, made, told)
        pages, made[str(quarter)] = _quarter(replace(edition, known=known), order.out, told)
        files |= pages
    return files


def _papers(
    community: Community, pages: Mapping[Path, str], told: Callable[[str], None]
) -> dict[Path, bytes]:
    """The PDF of every page."""
    made: dict[Path, bytes] = {}
    for path, text in pages.items():
        paper = path.with_suffix(".pdf")
        told(f"{paper.name}: printing")
        made[paper] = printed(community, text, paper)
    return made


def _outdated(pages: Mapping[Path, str]) -> set[Path]:
    """The PDFs of pages that are about to change."""
    changed = (
        path
        for path, text in pages.items()
        if path.exists() and path.read_text(encoding="utf-8") != text
    )
    return {path.with_suffix(".pdf") for path in changed if path.with_suffix(".pdf").exists()}


def _take_away(old: set[Path], told: Callable[[str], None]) -> None:
    for path in sorted(old):
        path.unlink(missing_ok=True)
        told(f"{path.name}: was printed from an earlier report and is gone; --pdf prints it again")


def _edition(community: Community, quarter: Quarter) -> Edition:
    """The quarter in the community's first language."""
    return Edition.of(community, str(quarter), community.settings.languages[0])


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
