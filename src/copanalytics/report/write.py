"""Reports written whole or not at all, and the list of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import matplotlib as mpl

from copanalytics.auditing import Published, recoverable
from copanalytics.calendar import Quarter
from copanalytics.community import Community
from copanalytics.edition import Edition
from copanalytics.errors import CopanalyticsError
from copanalytics.report.book import page, refuse_leaks, vocabulary
from copanalytics.report.exporter import ReportExporter
from copanalytics.report.listing import listing
from copanalytics.report.manifest import OWN_WORDS, manifest
from copanalytics.report.paper import printed
from copanalytics.writing import all_replaced, alone_in

PUBLISHED = "published.json"
"""What a quarter's tables tell, kept for the audit of the next."""


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
        known = _known(out, order.quarters)
        files: dict[Path, str] = {}
        for quarter in order.quarters:
            made, published = _quarter(community, quarter, out, told)
            known = known.joined(published)
            _refuse_disclosure(known, str(quarter), community.settings.smallest_count)
            files |= made
        pages = {path: text for path, text in files.items() if path.suffix == ".html"}
        papers = _papers(community, pages, told) if order.pdf else {}
        old = _outdated(pages) - set(papers)
        edition = _editions(community, order.quarters[0])[0]
        there = {path.name for path in {*out.glob("*.pdf"), *papers} - old}
        files[out / "index.html"] = listing(out, pages, there, edition)
        written = all_replaced({path: text.encode() for path, text in files.items()} | papers)
        _take_away(old, told)
        return written


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


def _editions(community: Community, quarter: Quarter) -> list[Edition]:
    """The quarter in each of the community's languages."""
    return [Edition.of(community, str(quarter), each) for each in community.settings.languages]


def _quarter(
    community: Community, quarter: Quarter, out: Path, told: Callable[[str], None]
) -> tuple[dict[Path, str], Published]:
    """A quarter's pages, and beside them what they were made of and what their tables tell."""
    notebooks, exporter = notebook_folder(), ReportExporter()
    editions = _editions(community, quarter)
    files: dict[Path, str] = {}
    published = Published()
    for edition in editions:
        language = edition.say.language
        told(f"{quarter} ({language}): running the notebooks")
        name = f"{quarter}.html" if edition is editions[0] else f"{quarter}.{language}.html"
        files[out / name], of_page = page(notebooks, edition, exporter)
        published = published.joined(of_page)
    words_known = vocabulary(editions[0]) | OWN_WORDS
    beside = {PUBLISHED: published.as_json(), "manifest.json": manifest(editions[0])}
    for name, text in beside.items():
        refuse_leaks(community, text, f"{quarter}/{name}", words_known)
        files[out / str(quarter) / name] = text
    return files, published


def _known(out: Path, quarters: list[Quarter]) -> Published:
    """What the tables of the other quarters in the folder tell."""
    own = {str(quarter) for quarter in quarters}
    there = [path for path in sorted(out.glob(f"*/{PUBLISHED}")) if path.parent.name not in own]
    return Published().joined(*map(_told_before, there))


def _refuse_disclosure(known: Published, quarter: str, smallest: int) -> None:
    """Refuse tables of which, beside those of other quarters, a small count follows."""
    found = recoverable(known, smallest) if known.cells else []
    if found:
        raise CopanalyticsError(
            f"{quarter}: a count of fewer than {smallest} people would follow from its tables and "
            f"those published before ({', '.join(found[:3])}); nothing was written."
        )


def _told_before(path: Path) -> Published:
    try:
        return Published.from_json(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise CopanalyticsError(
            f"{path}: cannot be read; take it away and make that quarter's report again."
        ) from error


def notebook_folder() -> Path:
    """Return where the notebooks are: beside the source in a checkout, else in the package."""
    source = Path(__file__).parents[3] / "notebooks"
    return source if source.is_dir() else Path(str(files("copanalytics") / "notebooks"))
