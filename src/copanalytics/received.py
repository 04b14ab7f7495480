"""One file of a community folder as it was received, and rows that two of them share."""

from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports import Export

REPEATED = {
    "attendance": "connections",
    "feedback": "submissions",
    "poll": "submissions",
    "questions": "questions",
}
"""Kinds of which the same row may be in two files, and what a row is called."""


@dataclass(frozen=True)
class Received:
    """One file: its path in the folder, its session (empty for the directory), what it gave.

    refused: why it could not be used at all, as one line; else None, and export is there.
    unmapped: its questions of which nobody has said what they ask for.
    """

    file: str
    session: str = ""
    export: Export | None = None
    refused: str | None = None
    notes: tuple[Problem, ...] = ()
    unmapped: tuple[str, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What its reading said, and what its place in the folder says."""
        return (*(self.export.problems if self.export else ()), *self.notes)


def without_repeats(files: list[Received]) -> list[Received]:
    """Return the files, each without the rows that an earlier one of its session has already.

    A form is often downloaded twice, early and when more answers have come. What is the same to
    the second and to the letter in two files is one answer, or one connection; within one file two
    people may well say the same, so there every row stays.
    """
    seen: dict[tuple[str, str], set[str]] = {}
    several = Counter((file.session, file.export.kind) for file in files if file.export)
    kept = []
    for file in _as_sent_last(files):
        alone = file.export is None or several[file.session, file.export.kind] == 1
        if file.export is None or alone or file.export.kind not in REPEATED:
            kept.append(file)
            continue
        marks = _marks(file.export)
        before = seen.setdefault((file.session, file.export.kind), set())
        again = marks.isin(before) & (_is_timed(file.export) | file.export.numbered)
        kept.append(_reduced(file, file.export, again, marks[again].nunique()))
        before |= set(marks)
    return kept


def _as_sent_last(files: list[Received]) -> list[Received]:
    """The files, each without the responses that another has as they were sent later.

    Only where the platform numbers its responses, so that it says that they are the same.
    """
    last: dict[tuple[str, str, str], pd.Timestamp] = {}
    for file in files:
        for number, sent in _numbered(file).items():
            key = (file.session, file.export.format if file.export else "", str(number))
            last[key] = max(sent, last.get(key, sent))
    return [_without_earlier(file, last) for file in files]


def _numbered(file: Received) -> dict[str, pd.Timestamp]:
    """The number of each response whose platform numbers them, and when it was sent."""
    if file.export is None or not file.export.numbered:
        return {}
    table = file.export.table.dropna(subset="submitted_at")
    return dict(zip(table["respondent"], table["submitted_at"], strict=True))


def _without_earlier(file: Received, last: dict[tuple[str, str, str], pd.Timestamp]) -> Received:
    sent = _numbered(file)
    if file.export is None or not sent:
        return file
    place = (file.session, file.export.format)
    earlier = [number for number, at in sent.items() if at < last[(*place, number)]]
    if not earlier:
        return file
    table = file.export.table
    left = table[~table["respondent"].isin(earlier)].reset_index(drop=True)
    note = f"{len(earlier)} of its responses were sent again, in another file; the later count."
    return replace(
        file,
        export=replace(file.export, table=left),
        notes=(*file.notes, Problem(None, "note", note)),
    )


def _is_timed(export: Export) -> pd.Series:
    """Which rows tell when: two people may have chosen the same in two polls without a time."""
    if export.kind != "attendance":
        return export.table["submitted_at"].notna()
    return pd.Series(bool(export.table["joined_at"].notna().any()), export.table.index)


def _marks(export: Export) -> pd.Series:
    """For each row what makes it the same as another file's: a whole submission, or connection."""
    # A response without a time is known again by its number alone.
    unknown = export.kind == "attendance" or _is_timed(export).any()
    table = export.table.drop(columns=["respondent"] if unknown else [], errors="ignore")
    rows = pd.util.hash_pandas_object(table, index=False).astype("str")
    if export.kind == "attendance":
        return rows
    return rows.groupby(export.table["respondent"]).transform("|".join)


def _reduced(file: Received, export: Export, again: pd.Series, count: int) -> Received:
    if not count:
        return file
    what = REPEATED[export.kind]
    note = f"{count} of its {what} are in another file of the session too; counted once."
    left = replace(export, table=export.table[~again].reset_index(drop=True))
    return replace(file, export=left, notes=(*file.notes, Problem(None, "note", note)))
