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
    """

    file: str
    session: str = ""
    export: Export | None = None
    refused: str | None = None
    notes: tuple[Problem, ...] = ()

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
    for file in files:
        alone = file.export is None or several[file.session, file.export.kind] == 1
        if file.export is None or alone or file.export.kind not in REPEATED:
            kept.append(file)
            continue
        marks = _marks(file.export)
        before = seen.setdefault((file.session, file.export.kind), set())
        again = marks.isin(before) & _is_timed(file.export)
        kept.append(_reduced(file, file.export, again, marks[again].nunique()))
        before |= set(marks)
    return kept


def _is_timed(export: Export) -> pd.Series:
    """Which rows tell when: two people may have chosen the same in two polls without a time."""
    if export.kind != "attendance":
        return export.table["submitted_at"].notna()
    return pd.Series(bool(export.table["joined_at"].notna().any()), export.table.index)


def _marks(export: Export) -> pd.Series:
    """For each row what makes it the same as another file's: a whole submission, or connection."""
    table = export.table.drop(columns="respondent", errors="ignore")
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
