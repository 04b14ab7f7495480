"""CPU seconds to read a Zoom export of a million connections, beside plain pandas on the same file.

    .venv/bin/python benchmarks/read_million.py [--rows 1000000] [--rounds 3]

Plain pandas reads every column as text and parses the two time columns with their format told.
Each round runs both, in an order drawn anew, in this process; the ratio is within a round. Joins
are at random seconds of one day of a session, people are 20 thousand and come back.
"""

import argparse
import datetime as dt
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

import copanalytics as cop

DAY = dt.date(2025, 2, 5)
FORMAT = "%m/%d/%Y %I:%M:%S %p"
HEADINGS = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"


def write(path: Path, rows: int) -> None:
    """Write an export of invented connections."""
    chance = np.random.default_rng(0)
    joined = pd.Timestamp(DAY) + pd.to_timedelta(chance.integers(0, 80_000, rows), unit="s")
    left = joined + pd.to_timedelta(chance.integers(0, 5_400, rows), unit="s")
    who = [f"Person {n},person{n}@example.org," for n in chance.integers(0, 20_000, rows)]
    minutes = np.ceil((left - joined).total_seconds() / 60).astype(int)
    cells = zip(who, joined.strftime(FORMAT), left.strftime(FORMAT), minutes, strict=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(HEADINGS)
        out.writelines(f"{w}{j},{e},{m},No\n" for w, j, e, m in cells)


def plain(path: Path) -> int:
    """Return the rows that plain pandas reads."""
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    for column in ("Join Time", "Leave Time"):
        pd.to_datetime(table[column], format=FORMAT)
    return len(table)


def ours(path: Path) -> int:
    """Return the rows that copanalytics reads."""
    return len(cop.read_export(path, timezone="Europe/London", date=DAY).table)


def seconds(way: Callable[[Path], int], path: Path) -> float:
    """Return the CPU seconds of one reading, which a busy machine changes little."""
    start = time.process_time()
    way(path)
    return time.process_time() - start


def main() -> None:
    """Run the rounds and print medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    told = parser.parse_args()
    found: dict[str, list[float]] = {"plain": [], "ours": []}
    ways = {"plain": plain, "ours": ours}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "zoom.csv"
        write(path, told.rows)
        size = path.stat().st_size / 2**20
        for _ in range(told.rounds):
            for name in random.sample(list(ways), 2):
                found[name].append(seconds(ways[name], path))
    ratios = [mine / base for mine, base in zip(found["ours"], found["plain"], strict=True)]
    for name, times in found.items():
        print(f"{name}: {statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f})")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"ratio: {statistics.median(ratios):.2f}; file {size:.0f} MiB, peak memory {peak:.0f} MiB"
    )


if __name__ == "__main__":
    main()
