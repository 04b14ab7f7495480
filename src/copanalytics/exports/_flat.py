"""One table under one row of headings, one row a person; and times of day on the session's day."""

import datetime as dt
import re

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._clock import months
from copanalytics.exports._connections import TIMES, stayed
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Reading
from copanalytics.exports._records import Records, records
from copanalytics.exports._times import dated, is_clock
from copanalytics.exports._words import Words, meanings, with_zones
from copanalytics.folding import fold

IN_NAME = re.compile(
    r"(?<![0-9])(?:(?P<year>20[0-9]{2})-(?P<number>[0-9]{2})-(?P<day>[0-9]{2})"
    r"|(?P<d>[0-9]{1,2})-(?P<month>[A-Za-z]{3})-(?P<y>20[0-9]{2}))(?![0-9])"
)
"""A date in the name of a file: 2026-08-16, or 4-Aug-2026."""


def table(heading: Row, rows: list[Row], known: Words) -> Records:
    """Return the rows in the columns that the headings mean, and with whole names.

    Columns of other meanings are left out; a zone in a heading stands behind its times.
    """
    columns = meanings(heading.cells, known)
    titles = [columns.get(at, f"column {at}") for at in range(len(heading.cells))]
    found = records(rows, titles)
    frame = found.frame[list(columns.values())]
    frame = with_zones(frame, {meaning: heading.cells[at] for at, meaning in columns.items()})
    if {"first_name", "last_name"} <= set(frame):
        whole = (frame["first_name"] + " " + frame["last_name"]).str.strip()
        frame = frame.assign(name=whole)
    return Records(frame, found.problems)


def persons(
    frame: pd.DataFrame, source: Content, reading: Reading
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the rows with times and minutes, times of day being on the day of the session.

    Raises: CopanalyticsError when the file tells times of day alone and nobody knows the day.
    """
    times = [column for column in TIMES if column in frame]
    alone = frame[times].apply(lambda column: column.map(is_clock))
    day = reading.date or date_in(source.name)
    if alone.to_numpy().any() and day is None:
        raise source.wrong(
            "tells times of day alone; put it into the folder of its session, whose day counts."
        )
    told = frame.drop(columns=times).join(dated(frame[times], day))
    return stayed(told.assign(clock=alone.any(axis=1)), source, reading)


def date_in(name: str) -> dt.date | None:
    """Return the date that a file's name holds, if it is one.

    >>> date_in("Meet---abc-defg-hij-2026-08-16.csv"), date_in("report (4-Aug-2026).csv")
    (datetime.date(2026, 8, 16), datetime.date(2026, 8, 4))
    """
    found = IN_NAME.search(name)
    if not found:
        return None
    month = found["number"] or months().get(fold(found["month"] or ""), 0)
    try:
        return dt.date(
            int(found["year"] or found["y"]), int(month), int(found["day"] or found["d"])
        )
    except ValueError:
        return None
