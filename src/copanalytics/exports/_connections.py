"""Written connections to the kind `attendance`: times in UTC, lengths, what could not be read."""

from collections.abc import Iterable

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._content import Content
from copanalytics.exports._durations import lengths
from copanalytics.exports._export import Export, Reading, kind_table
from copanalytics.exports._records import line_number
from copanalytics.exports._times import instants
from copanalytics.folding import squeeze

NO_TIME = ("", "-", "--", "NA")
"""What platforms write where there is no time."""

NEAR = 2.01
"""Minutes that a platform's own length may differ from its times: it rounds, Excel cuts seconds."""

TIMES = ("joined_at", "left_at")
SHOWN = ("name", "email", "joined_at", "left_at", "minutes", "role", "waiting_room")


def timed(
    written: pd.DataFrame, source: Content, reading: Reading
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows with `joined_at`, `left_at` (UTC) and exact `minutes`, and the problems.

    The platform's own minutes are not used, but compared where there is a column `stated`: Zoom
    rounds each row up, Teams truncates it. A row without a join time but with a leave time is a
    connection of no length (Teams writes such rows); one without either, or that leaves before it
    joins, is not read.
    """
    told = written[list(TIMES)]
    told = told.mask(told.isin(NO_TIME), "")
    at = instants(told, source, reading, event=True)
    phantom = told["joined_at"].eq("") & at["left_at"].notna()
    at["joined_at"] = at["joined_at"].where(~phantom, at["left_at"])
    minutes = (at["left_at"] - at["joined_at"]).dt.total_seconds() / 60
    wrong = minutes.isna() | (minutes < 0)
    problems = [_unread(line_number(line), row) for line, row in told[wrong].iterrows()]
    problems += noted(
        told.index[phantom & ~wrong], "has no join time; counted as a connection of no length."
    )
    rows = written.assign(joined_at=at["joined_at"], left_at=at["left_at"], minutes=minutes)
    return rows[~wrong], [*problems, *_otherwise_stated(rows[~wrong & ~phantom])]


def _unread(line: int, row: pd.Series) -> Problem:
    joined, left = row["joined_at"], row["left_at"]
    return Problem(line, "error", f"joined {joined!r}, left {left!r}: was not read.")


def noted(lines: Iterable[object], message: str) -> list[Problem]:
    """Return a note of the same words for each line."""
    return [Problem(line_number(line), "note", message) for line in lines]


def _otherwise_stated(rows: pd.DataFrame) -> list[Problem]:
    """A file that was damaged or edited says lengths that its times do not give."""
    if "stated" not in rows:
        return []
    stated = lengths(rows["stated"])
    apart = (stated - rows["minutes"]).abs() > NEAR
    other = zip(rows.index[apart], rows.loc[apart, "stated"], rows["minutes"][apart], strict=True)
    return [
        Problem(
            line_number(line),
            "note",
            f"states {squeeze(text)!r}, its times give {exact:.1f} minutes, which count; was it "
            "edited?",
        )
        for line, text, exact in other
    ]


def summed(written: pd.DataFrame, column: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows with `minutes` from a column of lengths (no times are told), and problems."""
    minutes = lengths(written[column].str.strip())
    wrong = minutes.isna()
    problems = [
        Problem(
            line_number(line), "error", f"{text!r} is no number of minutes; the row was not read."
        )
        for line, text in written.loc[wrong, column].items()
    ]
    return written.assign(minutes=minutes)[~wrong], problems


def stayed(
    written: pd.DataFrame, source: Content, reading: Reading
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows with times where they are told, and `minutes` as the platform sums them.

    For exports of one row a person, whose first join and last leave hold the gaps of coming back:
    the column `stated` counts, and where it says nothing the times do. Where `clock` is true, only
    times of day were told, and who left before joining left after midnight.
    """
    told = written.reindex(columns=list(TIMES), fill_value="")
    told = told.mask(told.isin(NO_TIME), "")
    at = instants(told, source, reading, event=True)
    late = at["left_at"].lt(at["joined_at"]) & written["clock"]
    at["left_at"] = at["left_at"].mask(late, at["left_at"] + pd.Timedelta(days=1))
    span = (at["left_at"] - at["joined_at"]).dt.total_seconds() / 60
    stated = lengths(written["stated"]) if "stated" in written else span
    minutes = stated.where(stated.notna(), span)
    wrong = minutes.isna() | (span < 0) | (told.astype("bool") & at.isna()).any(axis=1)
    problems = [_unread(line_number(line), row) for line, row in told[wrong].iterrows()]
    longer = minutes > span + NEAR
    problems += noted(
        written.index[longer & ~wrong], "states more minutes than lie between its times."
    )
    rows = written.assign(joined_at=at["joined_at"], left_at=at["left_at"], minutes=minutes)
    return rows[~wrong], problems


def attendance(format_: str, rows: pd.DataFrame, problems: Iterable[Problem]) -> Export:
    """Return the connections as an export, its problems in the order of their lines."""
    table = rows.reindex(columns=[*SHOWN, *(["country"] if "country" in rows else [])])
    inside = table.assign(waiting_room=table["waiting_room"].eq(True))
    ordered = sorted(problems, key=lambda problem: problem.line or 0)
    return Export(format_, "attendance", kind_table("attendance", inside), ordered)
