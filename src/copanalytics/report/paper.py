"""A report as a PDF for the board pack, printed by a browser that the computer has.

Tagged, on A4, with page numbers and a table of contents: Chromium, Chrome and Edge print so since
version 128. Nothing is downloaded and nothing is asked of the network.
"""

import io
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from copanalytics.community import Community
from copanalytics.errors import CopanalyticsError
from copanalytics.names import folded
from copanalytics.report.book import refuse_leaks
from copanalytics.report.exporter import words

COMMANDS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
    "chrome", "msedge",
)  # fmt: skip
PLACES = (
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
"""Where Windows and macOS keep these browsers, which are no commands there."""

FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)  # fmt: skip
PATIENCE = 120
"""Seconds after which a browser that prints nothing is given up."""

BY_HAND = "open the report in a browser and choose Print, then 'Save as PDF', paper A4"
"""How to go on where nothing can be printed."""

PAGE_OF = re.compile(r'data-page-of="([^"]*)"></span>')
"""The places in the contents that wait for a page number."""

NODE = re.compile(rb"node\d{8}")
"""The names of elements in the tree that a screen reader follows."""


def browser() -> str | None:
    """Return the browser to print with; None where the computer has none that can."""
    commands = (shutil.which(command) for command in COMMANDS)
    places = (place for place in PLACES if Path(place).is_file())
    return next((found for found in (*commands, *places) if found), None)


def printed(community: Community, page: str, path: Path) -> bytes:
    """Return a report's page as PDF; `path` is where it will be, and the browser works beside it.

    Raises: CopanalyticsError when there is no browser, it prints nothing, or a name would be told.
    """
    program = browser()
    if program is None:
        raise CopanalyticsError(f"{path}: no browser to print with is on this computer; {BY_HAND}.")
    draft = PdfReader(io.BytesIO(_print(program, page, path)))
    numbers = {
        name: draft.get_destination_page_number(at) for name, at in draft.named_destinations.items()
    }
    whole = _lasting(_print(program, _numbered(page, numbers), path))
    checked = folded([words(page)])  # the page itself has been, word by word
    refuse_leaks(community, _said(whole), path.name, checked)
    return whole


def _numbered(page: str, numbers: dict[str, int | None]) -> str:
    """The page with its contents' page numbers, counted from 1; none for what is nowhere."""

    def _number(found: re.Match[str]) -> str:
        at = numbers.get(f"/{found[1]}", numbers.get(found[1]))
        return f">{at + 1}</span>" if at is not None else "></span>"

    return PAGE_OF.sub(_number, page)


def _print(program: str, page: str, path: Path) -> bytes:
    """The page as the browser prints it; its files are beside the report, where it may read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="printing-", dir=path.parent) as room:
            source, target = Path(room, "page.html").resolve(), Path(room, "page.pdf").resolve()
            source.write_text(page, encoding="utf-8")
            own = [f"--user-data-dir={Path(room, 'browser').resolve()}", f"--print-to-pdf={target}"]
            command = [program, *FLAGS, *_as_root(), *own, source.as_uri()]
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
            return target.read_bytes()
    except (OSError, subprocess.SubprocessError) as error:
        raise CopanalyticsError(
            f"{path}: {Path(program).name} printed nothing ({type(error).__name__}); run this "
            f"without --pdf, then {BY_HAND}."
        ) from error


def _as_root() -> list[str]:
    """Chromium runs as the administrator of a Linux machine only without its sandbox."""
    return ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []


def _lasting(pdf: bytes) -> bytes:
    """The PDF without the time and the program of its printing: the same page, the same bytes."""
    writer = PdfWriter(clone_from=io.BytesIO(_counted_anew(pdf)))
    title = writer.metadata.title if writer.metadata else None
    writer.metadata = {"/Title": title or "", "/Producer": "copanalytics"}
    lasting = io.BytesIO()
    writer.pdf_header = "%PDF-1.7"
    writer.write(lasting)
    return lasting.getvalue()


def _counted_anew(pdf: bytes) -> bytes:
    """The PDF with its elements counted from one; the browser counts on from page to page."""
    counts = {each: b"node%08d" % n for n, each in enumerate(sorted(set(NODE.findall(pdf))), 1)}
    return NODE.sub(lambda found: counts[found[0]], pdf)


def _said(pdf: bytes) -> str:
    """What a PDF says, words that a line's end parts put together again."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"[-\u2010\u00ad]\s*\n", "", text)
