"""Any table whose headings a person has named: a directory, or an export of no known format.

`reference/mappings.csv` (kind, heading, column) says what a heading means; for member directories
and lists of break-out rooms copanalytics ships the usual ones in seven languages.
"""

from collections.abc import Mapping

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import summed, timed
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Kind, Reading, kind_table
from copanalytics.exports._forms import answers, questions, whole_names
from copanalytics.exports._records import named, records
from copanalytics.exports._times import instants
from copanalytics.folding import fold

NEEDED: Mapping[Kind, tuple[frozenset[str], ...]] = {
    "members": (frozenset({"name", "country"}), frozenset({"email", "country"}),
                frozenset({"last_name", "country"})),
    "attendance": (frozenset({"name", "joined_at", "left_at"}), frozenset({"name", "minutes"})),
    "registration": (frozenset({"name", "registered_at"}), frozenset({"email", "registered_at"})),
    "feedback": (frozenset({"submitted_at"}),),
    "rooms": (frozenset({"name", "room"}), frozenset({"email", "room"}),
              frozenset({"last_name", "room"})),
}  # fmt: skip
"""Kind to the columns that a file of it has at the least; one of the sets is enough."""

IN_DIRECTORY = (*NEEDED["members"], frozenset({"name"}), frozenset({"last_name"}),
                frozenset({"email"}))  # fmt: skip
"""The same for the file that is the community's member directory by its place."""


def kind_of(source: Content, reading: Reading) -> Kind | None:
    """Return the kind that the mapping makes of the first row; None if none, or two as well."""
    if not source.rows:
        return None
    if reading.directory:
        known = set(_columns(source, reading, "members").values())
        return "members" if any(known >= need for need in IN_DIRECTORY) else None
    known = {kind: set(_columns(source, reading, kind).values()) for kind in NEEDED}
    possible: list[Kind] = [
        kind for kind, sets in NEEDED.items() if any(known[kind] >= need for need in sets)
    ]
    best: list[Kind] = [
        kind for kind in possible if len(known[kind]) == max(len(known[k]) for k in possible)
    ]
    return best[0] if len(best) == 1 else None


def read(source: Content, reading: Reading, kind: Kind) -> Export:
    """Return the table in the columns of its kind; other columns follow as they are."""
    columns = _columns(source, reading, kind)
    titles = _distinct(questions(source.rows[0].cells, columns), kind)
    found = records(source.rows[1:], titles)
    if kind == "feedback":
        return answers("mapped", found, source, reading)
    frame = whole_names(found.frame)
    problems = list(found.problems)
    if kind == "attendance":
        frame, more = _attendance(frame, source, reading)
        problems += more
    elif "registered_at" in frame:
        at = instants(frame[["registered_at"]], source, reading, event=False)
        frame = frame.assign(registered_at=at["registered_at"])
    return Export("mapped", kind, kind_table(kind, frame), problems)


def first_meanings(mappings: pd.DataFrame) -> pd.DataFrame:
    """Return the mappings with folded headings; of a heading of a kind, the first row counts."""
    folded = mappings.assign(heading=mappings["heading"].map(fold))
    return folded.drop_duplicates(["kind", "heading"])


def _columns(source: Content, reading: Reading, kind: str) -> dict[int, str]:
    mine = reading.mappings[reading.mappings["kind"] == kind]
    known: dict[str, list[str]] = {}
    for heading, column in zip(mine["heading"], mine["column"], strict=True):
        known.setdefault(str(column), []).append(heading)
    return named(source.rows[0].cells, known)


def _distinct(titles: list[str], kind: Kind) -> list[str]:
    """The titles, those of a directory that occur again with a number behind them."""
    if kind == "feedback":
        return titles
    seen = [titles[:at].count(title) for at, title in enumerate(titles)]
    return [f"{title} {n + 1}" if n else title for title, n in zip(titles, seen, strict=True)]


def _attendance(
    frame: pd.DataFrame, source: Content, reading: Reading
) -> tuple[pd.DataFrame, list[Problem]]:
    plain = frame.assign(waiting_room=False)
    if {"joined_at", "left_at"} <= set(frame):
        return timed(plain, source, reading)
    return summed(plain.drop(columns=["joined_at", "left_at"], errors="ignore"), "minutes")
