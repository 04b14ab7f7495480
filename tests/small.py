"""Small invented communities, and the demo's report built once, for the tests."""

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from copanalytics.cli import main

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
NO_SHARED = "the material beside the repository (../shared) is not here"

SETTINGS = 'title = "Small circle"\ntimezone = "Europe/London"\n'
HEADINGS = "session,series,title,start,timezone,minutes,platform,languages,status\n"
SESSIONS = HEADINGS + "s-1,Circle,First,2025-02-05 14:00,,90,Zoom,en,held\n"
ZOOM = "Name (original name),Email,Join time,Leave time,Duration (minutes)\n"
FORM = "Timestamp,What has worked well?,What has not worked so well?\n"


def folder(
    path: Path, sessions: str = SESSIONS, files: Mapping[str, str | bytes] | None = None
) -> Path:
    """Make a community folder with its settings, sessions and other files, and return it."""
    texts = {"community.toml": SETTINGS, "sessions.csv": sessions, **(files or {})}
    for name, text in texts.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def zoom(*people: str, start: str = "02/05/2025 02:00:00 PM", end: str = "03:30:00 PM") -> str:
    """Return a Zoom export in which each person was there from `start` to `end`."""
    day = start.split(" ")[0]
    rows = [f'"{who}",{mail(who)},{start},{day} {end},90' for who in people]
    return ZOOM + "\n".join(rows) + "\n"


def mail(name: str) -> str:
    """Return an invented address for an invented name."""
    return name.lower().replace(" ", ".").replace(",", "") + "@example.org"


def form(*answers: tuple[str, str]) -> str:
    """Return a Google form's responses to what worked and what did not."""
    rows = [f'2025/02/05 4:00:0{n % 10} PM GMT+0,"{a}","{b}"' for n, (a, b) in enumerate(answers)]
    return FORM + "\n".join(rows) + "\n"


def report(community: Path, quarter: str, out: Path) -> str:
    """Write a quarter's report with the command and return the page."""
    code = main(["report", str(community), "--quarter", quarter, "--out", str(out)])
    if code:
        raise RuntimeError(f"the command ended with {code}")
    return (out / f"{quarter}.html").read_text(encoding="utf-8")


def room() -> Path:
    """Return a new folder that is gone when the tests are."""
    path = Path(tempfile.mkdtemp(prefix="copanalytics-"))
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


@cache
def demo_reports() -> Path:
    """Return a folder with the demo's reports, built once for all tests."""
    out = room()
    if main(["report", str(ROOT / "data" / "demo"), "--all", "--out", str(out)]):
        raise RuntimeError("the demo's report could not be built")
    return out
