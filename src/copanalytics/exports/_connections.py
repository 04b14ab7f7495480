"""Written connections to the kind `attendance`: times in UTC, lengths, what could not be read."""

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._content import Content
from copanalytics.exports._export import Reading
from copanalytics.exports._records import line_number
from copanalytics.exports._times import instants

NO_TIME = ("", "-", "--", "NA")
"""What platforms write where there is no time."""


def timed(
    written: pd.DataFrame, source: Content, reading: Reading
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows with `joined_at`, `left_at` (UTC) and exact `minutes`, and the problems.

    The platform's own minutes are not used: Zoom rounds each row up, Teams truncates it.
    A row without a join time but with a leave time is a connection of no length (Teams writes
    such rows); one without either, or that leaves before it joins, is not read.
    """
    told = written[["joined_at", "left_at"]]
    told = told.mask(told.isin(NO_TIME), "")
    at = instants(told, source, reading, event=True)
    phantom = told["joined_at"].eq("") & at["left_at"].notna()
    at["joined_at"] = at["joined_at"].where(~phantom, at["left_at"])
    minutes = (at["left_at"] - at["joined_at"]).dt.total_seconds() / 60
    wrong = minutes.isna() | (minutes < 0)
    problems = [
        Problem(
            line_number(line),
            "error",
            f"joined {row.joined_at!r}, left {row.left_at!r}: was not read.",
        )
        for line, row in told[wrong].iterrows()
    ]
    problems += [
        Problem(
            line_number(line), "note", "has no join time; counted as a connection of no length."
        )
        for line in told.index[phantom & ~wrong]
    ]
    return written.assign(joined_at=at["joined_at"], left_at=at["left_at"], minutes=minutes)[
        ~wrong
    ], problems


def summed(written: pd.DataFrame, column: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows with `minutes` from a column of totals (no times are told), and problems."""
    minutes = pd.to_numeric(written[column].str.strip(), errors="coerce")
    wrong = minutes.isna() | (minutes < 0)
    problems = [
        Problem(
            line_number(line), "error", f"{text!r} is no number of minutes; the row was not read."
        )
        for line, text in written.loc[wrong, column].items()
    ]
    return written.assign(minutes=minutes)[~wrong], problems
