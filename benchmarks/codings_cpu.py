"""CPU seconds of the loop of an analyst, for 1,000 comments made of the demo's."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from small import folder, form  # noqa: E402

import copanalytics as cop  # noqa: E402
from copanalytics.agreement import agreement  # noqa: E402
from copanalytics.confirming import confirm  # noqa: E402
from copanalytics.interchange import export, take  # noqa: E402

COMMENTS = 1000
T = TypeVar("T")


def main() -> None:
    """Print one line a step."""
    said = cop.load(ROOT / "data" / "demo").comments["text"].str.replace(r'["\n]', " ", regex=True)
    texts = [f"{said[n % len(said)]} {n}" for n in range(COMMENTS)]
    answers = zip(texts[::2], texts[1::2], strict=True)
    files = {"exports/2025-02-05/f.csv": form(*answers)}
    path = folder(Path(tempfile.mkdtemp()), files=files)
    codings = timed("load", lambda: cop.load(path)).codings
    timed("review file, terms, proposals", lambda: confirm(path))
    timed("project out", lambda: export(path, path / "p.qdpx"))
    timed("project in", lambda: take(path, path / "p.qdpx"))
    other = codings.sample(frac=0.8, random_state=1)
    timed("agreement", lambda: agreement(codings, other))


def timed(name: str, run: Callable[[], T]) -> T:
    """Return what a step returns, its CPU seconds printed."""
    before = time.process_time()
    found = run()
    print(f"{name}: {time.process_time() - before:.1f} s CPU")
    return found


if __name__ == "__main__":
    main()
