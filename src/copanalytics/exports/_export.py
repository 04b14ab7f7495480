"""What reading an export gives, and what the reader was told about the file."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.tables import INSTANT

Kind = Literal["attendance", "registration", "feedback", "poll", "questions", "members"]
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
    and its rows leave out. sheets: titles of the sheets of its workbook that were read or are known
    to repeat them, beside the first.
    """

    format: str
    kind: Kind
    table: pd.DataFrame
    problems: list[Problem] = field(default_factory=list)
    registrations: pd.DataFrame | None = None
    unlisted: int = 0
    sheets: tuple[str, ...] = ()


def kind_table(kind: Kind, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame in the columns of its kind, with what it does not say left empty."""
    unsaid = {column: None for column in COLUMNS[kind] if column not in frame}
    whole = frame.assign(**unsaid)
    others = [column for column in whole if column not in COLUMNS[kind]]
    whole = whole[[*COLUMNS[kind], *others]]
    types = {c: "str" if c in others else NONE_SAID.get(str(c), "str") for c in whole}
    texts = [column for column, name in types.items() if name == "str"]
    typed = whole.astype(types).reset_index(drop=True)
    return typed.assign(**{str(c): typed[c].where(typed[c].ne(""), None) for c in texts})
