"""All measures of participation over a million connections, beside one plain pandas union.

    python benchmarks/million_connections.py [rounds]

The plain way sorts the same frame by session, person and time, takes the union of connections and
adds it up with a groupby. Each round times both, one after the other; the ratio is the median of
the rounds' ratios. Memory: the most that the measures hold at once beside the frame, as
tracemalloc counts it, divided by the frame's own size.
"""

import gc
import statistics
import sys
import time
import tracemalloc

import numpy as np
import pandas as pd

from copanalytics import presence, retention
from copanalytics.moments import by_minute, punctual

CONNECTIONS, PEOPLE, SESSIONS = 1_000_000, 100_000, 5_000


def invented() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return an invented attendance and its sessions, always the same."""
    chance = np.random.default_rng(2025)
    names = np.array([f"s-{n:04}" for n in range(SESSIONS)])
    starts = pd.Timestamp("2015-01-07 14:00", tz="UTC") + pd.to_timedelta(np.arange(SESSIONS), "h")
    plan = pd.DataFrame(
        {"start": starts.as_unit("us"), "minutes": 90, "unlisted": 0,
         "series": [f"series {n % 20}" for n in range(SESSIONS)]},
        index=pd.Index(names, name="session"),
    )  # fmt: skip
    place = chance.integers(0, SESSIONS, CONNECTIONS)
    joined = starts[place] + pd.to_timedelta(chance.integers(-900, 4000, CONNECTIONS), unit="s")
    lasts = chance.integers(10, 5400, CONNECTIONS)
    attendance = pd.DataFrame(
        {"session": names[place],
         "person": [f"{n:012x}" for n in chance.integers(0, PEOPLE, CONNECTIONS)],
         "joined_at": joined.as_unit("us"),
         "left_at": (joined + pd.to_timedelta(lasts, unit="s")).as_unit("us"),
         "minutes": lasts / 60}
    ).astype({"session": "str", "person": "str"})  # fmt: skip
    return attendance, plan


def plain(attendance: pd.DataFrame) -> pd.Series:
    """Return the union of connections by sorting and a groupby, and nothing else."""
    rows = attendance.sort_values(["session", "person", "joined_at"])
    whose = [rows["session"], rows["person"]]
    covered = rows.groupby(["session", "person"])["left_at"].cummax().groupby(whose).shift()
    begins = rows["joined_at"].where(~(covered > rows["joined_at"]), covered)
    minutes = (rows["left_at"] - begins).dt.total_seconds().clip(lower=0) / 60
    return minutes.groupby(whose).sum()


def measures(attendance: pd.DataFrame, plan: pd.DataFrame) -> None:
    """Compute every measure of participation."""
    stays = presence.stays(attendance)
    minutes = presence.presence(attendance, known=stays)
    counted = presence.counts(attendance, plan, minutes)
    here = presence.attendees(minutes, plan)
    presence.presence(attendance, plan, stays)
    presence.by_threshold(minutes)
    by_minute(stays.parts, plan)
    punctual(stays.parts, here, plan)
    retention.returning(here, plan)
    retention.lapsed(here, plan)
    retention.cohorts(here, plan)
    retention.half(here.groupby("person").size())
    if not counted["attendees"].sum() == len(here):
        raise RuntimeError("the measures do not agree")


def main() -> None:
    """Print the ratio of time and of memory."""
    attendance, plan = invented()
    ratios = []
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 3):
        start = time.process_time()
        plain(attendance)
        middle = time.process_time()
        measures(attendance, plan)
        ratios.append((time.process_time() - middle) / (middle - start))
        print(f"plain {middle - start:.2f} s of CPU, measures {ratios[-1]:.2f} times that")
    size = attendance.memory_usage(deep=True).sum()
    gc.collect()
    tracemalloc.start()
    measures(attendance, plan)
    peak = tracemalloc.get_traced_memory()[1]
    print(f"time: {statistics.median(ratios):.2f} times the plain union")
    print(f"memory: frame {size / 2**20:.0f} MiB, peak beside it {peak / size:.2f} times that")


if __name__ == "__main__":
    main()
