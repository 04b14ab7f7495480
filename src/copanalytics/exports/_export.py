"""What reading an export gives, and what the reader was told about the file."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import pandas as pd
from pandas.api.extensions import ExtensionArray
from pandas.api.types import pandas_dtype

from copanalytics.errors import Problem
from copanalytics.tables import INSTANT

Kind = Literal["attendance", "registration", "feedback", "poll", "questions", "members", "rooms"]
Order = Literal["day-first", "month-first"]

# Of kind `questions`, `question` is what was asked and `answer` what was answered to it.
ANSWERS = ("respondent", "name", "email", "submitted_at", "question", "answer", "language")
PEOPLE = ("name", "email", "organisation", "country", "registered_at", "status")
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "attendance": (
            "name",
            "email",
            "joined_at",
            "left_at",
            "minutes",
            "role",
            "waiting_room",
        ),
        "feedback": ANSWERS,
        "poll": ANSWERS,
        "questions": ANSWERS,
        "registration": PEOPLE,
        "members": PEOPLE,
        "rooms": ("name", "email", "room", "language", "part"),
    }
)
"""The columns of each kind of export; a format may add columns behind them."""

NONE_SAID = {
    "joined_at": INSTANT,
    "left_at": INSTANT,
    "submitted_at": INSTANT,
    "registered_at": INSTANT,
    "minutes": "Float64",
    "waiting_room": "boolean",
}


@dataclass(frozen=True)
class Reading:
    """What is known of a file besides its bytes.

    timezone: zone of its times where it states none. date: the day of its session.
    order: how its days and months stand, where a person said so.
    mappings: what the headings of a file of no known format mean (kind, heading, column).
    directory: whether it is the community's member directory, by its place in the folder.
    """

    timezone: str | None = None
    date: dt.date | None = None
    order: Order | None = None
    directory: bool = False
    mappings: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["kind", "heading", "column"], dtype="str")
    )


@dataclass(frozen=True)
class Export:
    """One export, read: its format, its kind, and a table in that kind's columns.

    problems: what was not read, and what should be known. registrations: people who registered,
    where an attendance export tells them. unlisted: people that the file's own summary counts
    and its rows leave out. numbered: whether `respondent` is the platform's own number of a
    response, the same in every download. sheets: titles of the sheets of its workbook that were
    read or are known to repeat them, beside the first.
    """

    format: str
    kind: Kind
    table: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)
    registrations: pd.DataFrame | None = None
    unlisted: int = 0
    numbered: bool = False
    sheets: tuple[str, ...] = ()


def kind_table(kind: Kind, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame in the columns of its kind, with what it does not say left empty."""
    others = [column for column in frame if column not in COLUMNS[kind]]
    rows = pd.RangeIndex(len(frame))
    # Column by column: to assign them to a frame takes pandas several times as long.
    said = {
        column: _typed(frame[column] if column in frame else pd.Series(None, rows, "object"), name)
        for column in (*COLUMNS[kind], *others)
        for name in ["str" if column in others else NONE_SAID.get(str(column), "str")]
    }
    return pd.DataFrame(said, index=rows)


def _typed(column: pd.Series, name: str) -> ExtensionArray:
    values = column.astype(pandas_dtype(name)).array
    empty = values == "" if name == "str" else None
    if empty is None or not empty.any():
        return values
    said = values.copy()
    said[empty] = None
    return said
