"""Slido's polls, one row a participant.

Source: Analytics > Exports > Polls per participant (until about 2022: per user), XLSX. The sheet
'Pivot All' has a row a participant and a column a poll, the types of the polls in its second row;
'Export All' has a row an answer, with the time, which has no zone, and whose order of day and month
is the account's. Either may come alone, as CSV too. Several choices are joined by '; '.
First seen: June 2025.
"""

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._records import Records, named, records
from copanalytics.exports._voices import voices
from copanalytics.folding import squeeze


def recognises(source: Content) -> bool:
    """Return whether a sheet is one of participants by polls, or of single answers."""
    return any(_is_pivot(rows) or _is_export(rows) for rows in _sheets(source).values())


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer, those of the pivot where it is there, with their times."""
    sheets = _sheets(source)
    pivots = [rows for rows in sheets.values() if _is_pivot(rows)]
    exports = [rows for rows in sheets.values() if _is_export(rows)]
    single = _single(exports[0]) if exports else Records(pd.DataFrame())
    if pivots:
        said, problems = _pivoted(pivots[0], single.frame)
    else:
        said, problems = single.frame, [*single.problems]
    table, more = voices("poll", said, source, reading)
    read_ = tuple(title for title, rows in sheets.items() if _is_pivot(rows) or _is_export(rows))
    return Export("slido-polls", "poll", table, [*problems, *more], sheets=read_)


def _sheets(source: Content) -> dict[str, list[Row]]:
    return dict(source.sheets) or {"": source.rows}


def _known(rows: list[Row]) -> dict[int, str]:
    return named(rows[0].cells, headings("slido-polls")) if rows else {}


def _is_pivot(rows: list[Row]) -> bool:
    """Whether the second row tells types and no participant, or right answers are counted."""
    known = set(_known(rows).values())
    types = bool(_types(rows))
    return {"respondent", "name"} <= known and "question" not in known and (
        "correct" in known or types
    )  # fmt: skip


def _types(rows: list[Row]) -> list[Row]:
    """The second row, where it tells the types of the polls and no participant."""
    return [row for row in rows[1:2] if not "".join(row.cells[:1]).strip()]


def _is_export(rows: list[Row]) -> bool:
    return {"respondent", "question", "answer"} <= set(_known(rows).values())


def _single(rows: list[Row]) -> Records:
    known = _known(rows)
    titles = [known.get(at, f"column {at}") for at in range(len(rows[0].cells))]
    found = records(rows[1:], titles)
    frame = found.frame.reindex(columns=list({*known.values(), "day", "time"}), fill_value="")
    at = (frame["day"] + " " + frame["time"]).str.strip()
    kept = frame[["respondent", "question", "answer"]].assign(submitted_at=at)
    return Records(kept, found.problems)


def _pivoted(rows: list[Row], single: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    known = _known(rows)
    titles = rows[0].cells
    body = rows[2:] if _types(rows) else rows[1:]
    found = records(body, [known.get(at, str(at)) for at in range(len(titles))])
    people = found.frame[[c for c in known.values() if c in ("respondent", "name", "email")]]
    parts = [
        people.assign(question=squeeze(title), answer=found.frame[str(at)])
        for at, title in enumerate(titles)
        if at not in known
    ] or [people.assign(question="", answer="")]
    said = pd.concat(parts).sort_index(kind="stable")
    if single.empty:
        return said, [*found.problems]
    return _timed(said, single), [*found.problems, *_missing(said, single)]


def _timed(said: pd.DataFrame, single: pd.DataFrame) -> pd.DataFrame:
    """The answers with the time of the participant's first single answer."""
    first = single[single["submitted_at"].ne("")].groupby("respondent")["submitted_at"].first()
    return said.assign(submitted_at=said["respondent"].map(first).fillna(""))


def _missing(said: pd.DataFrame, single: pd.DataFrame) -> list[Problem]:
    given = said[said["answer"].ne("")]
    here = set(zip(given["respondent"], given["question"], strict=True))
    there = set(zip(single["respondent"], single["question"].map(squeeze), strict=True))
    if here == there:
        return []
    return [
        Problem(None, "note", f"its sheets differ: {len(there - here)} answers of 'Export All' are "
                f"not in 'Pivot All', {len(here - there)} the other way; download it again.")
    ]  # fmt: skip
