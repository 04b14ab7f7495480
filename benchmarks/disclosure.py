"""What reports may show when every quarter is settled beside all earlier ones, and what follows.

Usage: .venv/bin/python benchmarks/disclosure.py [--seeds 200]
"""

import argparse
import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from quarters import reports_of

from copanalytics.auditing import Published, recoverable
from copanalytics.disclosure import SMALLEST
from copanalytics.grids import ALL, OTHER, Protected


def main() -> None:
    """Run the simulation and print a line a table, and the total of cells that follow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=200)
    seeds = parser.parse_args().seeds
    start, rows, exposed = time.process_time(), [], []
    for seed in range(seeds):
        tables, reports = reports_of(seed)
        exposed += recoverable(Published().joined(*reports.values()), SMALLEST)
        rows += map(measured, tables)
    shown = pd.DataFrame(rows).groupby("table").agg(["mean", "min"]).round(2)
    print(shown.T.to_string())
    print(f"{seeds} communities, {len(exposed)} cells recoverable, {exposed[:5]}")
    print(f"{time.process_time() - start:.0f} s of CPU")


def measured(table: Protected) -> dict[str, float | str]:
    """Return the shares of cells, of groups and of people that a table shows by themselves."""
    kept = set(table.rows) - {OTHER, ALL}
    large = int((table.grid.counts.sum(axis=1) >= SMALLEST).sum())
    own = sum(table.rows[group][ALL] or 0 for group in kept)
    return {
        "table": table.grid.name.split(" ")[1].rstrip(","),
        "cells shown": table.share_shown,
        "groups shown, of those large enough": len(kept) / max(large, 1),
        "people in a group shown": own / max(table.totals[ALL], 1),
    }


if __name__ == "__main__":
    main()
