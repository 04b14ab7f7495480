"""Zoom's report of the polls of a meeting or webinar, in all four layouts.

Source: Reports > Usage > Meeting or Webinar > Poll Report > Export (kept for 15 months). Comma, or
tab; UTF-8 with or without BOM. One or several lists, each under a heading of number, name, e-mail
and time, known by these words or by its rows' shape, as the language is the account's:
A, headings that end there, then question and answer in turns; B, a preamble, and the question as
the last heading; C, an overview, and a list of several questions under each poll's name; D, two
columns question and answer. Choices are joined by semicolons. Who is anonymous has no e-mail. Times
are in the account's zone, which D states in its heading; C and D may tell days alone.
First seen: July 2020 (A), September 2021 (B), August 2026 (C and D).
"""

import re
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._records import records, whole_number
from copanalytics.exports._voices import stated_zone, voices

WITHIN = 300
"""Rows from the start in which the first list begins."""

PEOPLE = ("number", "name", "email", "submitted_at")
TIME = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}:\d{2}|[^\W\d]{3,}\.? \d{1,2}, \d{4}")
CLOCK_ALONE = re.compile(r"\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?")
DAY = re.compile(r"[\d./-]{8,10}|[^\W\d]{3,}\.? \d{1,2}, \d{4}")


def recognises(source: Content) -> bool:
    """Return whether a list of answers begins, or the title is a poll report's."""
    words = headings("zoom-polls")
    first = [row.folded[0] for row in source.rows[:6] if row.cells]
    titled = first[:1] != [] and first[0] in words["title"]
    overview = bool(set(first) & set(words["launched"])) and first[0] in words["overview"]
    return titled or overview or bool(_starts(source.rows[:WITHIN]))


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer.

    Raises: CopanalyticsError when there is no list of answers.
    """
    starts = _starts(source.rows)
    if not starts:
        raise source.wrong("has no list of answers; is it cut short? Download it again.")
    ends = [*starts[1:], len(source.rows)]
    lists = [_list(source.rows, *span) for span in zip(starts, ends, strict=True)]
    said = pd.concat([answers for answers, _ in lists])
    titles = [cell for start in starts for cell in source.rows[start].cells]
    told = replace(reading, timezone=stated_zone(titles, reading))
    dated = said.assign(submitted_at=_dated(said["submitted_at"], source.rows[: starts[0]]))
    table, problems = voices("poll", dated, source, told)
    more = [problem for _, found in lists for problem in found]
    return Export("zoom-polls", "poll", table, [*more, *problems, *_totals(source, starts)])


def _starts(rows: list[Row]) -> list[int]:
    return [at for at, row in enumerate(rows) if _begins(row, rows[at + 1 : at + 2])]


def _begins(row: Row, after: list[Row]) -> bool:
    if len(row.cells) < len(PEOPLE) or row.cells[0].strip().casefold() not in ("#", "id"):
        return False
    words, folded = headings("zoom-polls"), row.folded
    if folded[1] in words["name"] and folded[2] in words["email"]:
        return True
    return folded[0] == "#" and any(_is_answer(below) for below in after)


def _is_answer(row: Row) -> bool:
    """Whether a row is a number, a name, an e-mail or nothing, and a day or time."""
    if len(row.cells) < len(PEOPLE):
        return False
    number, _, email, at = (cell.strip() for cell in row.cells[: len(PEOPLE)])
    return whole_number(number) is not None and (not email or "@" in email) and bool(TIME.match(at))


def _is_numbered(row: Row) -> bool:
    return whole_number("".join(row.cells[:1])) is not None


def _list(rows: list[Row], start: int, end: int) -> tuple[pd.DataFrame, list[Problem]]:
    """The answers of one list, and the rows that are none."""
    asked = rows[start].cells[len(PEOPLE) :]
    below = [row for row in rows[start + 1 : end] if not row.blank]
    numbered = [row for row in below if _is_numbered(row)]
    titles = below[-1:] if end < len(rows) and below and not any(below[-1].cells[1:]) else []
    problems = [
        Problem(row.line, "error", "does not start with a number; was not read.")
        for row in below
        if row not in numbered and row not in titles
    ]
    problems += _gaps(numbered)
    if not any(cell.strip() for cell in asked):
        return _in_turns(numbered), problems
    found = records(numbered, [*PEOPLE, *map(str, range(len(asked)))])
    return _by_column(found.frame, asked), [*problems, *found.problems]


def _gaps(numbered: list[Row]) -> list[Problem]:
    numbers = [(row.line, whole_number(row.cells[0]) or 0) for row in numbered]
    said = "is number {} after {}; are rows missing? Download it again."
    return [
        Problem(line, "note", said.format(number, before))
        for (_, before), (line, number) in pairwise(numbers)
        if number != before + 1
    ]


def _in_turns(rows: list[Row]) -> pd.DataFrame:
    said = [
        (row.line, *[*row.cells[1:], "", "", ""][:3], question, answer)
        for row in rows
        for question, answer in _pairs(row.cells[len(PEOPLE) :])
    ]
    columns = ["line", *PEOPLE[1:], "question", "answer"]
    return pd.DataFrame(said, columns=columns, dtype="str").set_index("line").rename(index=int)


def _pairs(cells: list[str]) -> list[tuple[str, str]]:
    """Questions with their answers; one without either, so that the row is not forgotten."""
    even = [*cells, ""] if len(cells) % 2 else cells
    pairs = list(zip(even[::2], even[1::2], strict=True))
    return [pair for pair in pairs if pair[0].strip() or pair[1].strip()] or [("", "")]


def _by_column(frame: pd.DataFrame, asked: list[str]) -> pd.DataFrame:
    words = headings("zoom-polls")
    folded = Row(0, asked).folded
    people = frame[list(PEOPLE[1:])]
    if len(asked) >= 2 and folded[0] in words["question"] and folded[1] in words["answer"]:
        return people.assign(question=frame["0"], answer=frame["1"])
    parts = [
        people.assign(question=title, answer=frame[str(at)])
        for at, title in enumerate(asked)
        if title.strip()
    ]
    return pd.concat(parts).sort_index(kind="stable")


def _dated(texts: pd.Series, preamble: list[Row]) -> pd.Series:
    """The times; where a clock alone is told, with the day that the preamble says."""
    days = [
        found[0]
        for above, below in pairwise(preamble)
        for heading, cell in zip(above.folded, below.cells, strict=False)
        if heading in headings("zoom-polls")["start"] and (found := DAY.match(cell.strip()))
    ]
    alone = texts.str.strip().str.fullmatch(CLOCK_ALONE)
    return texts.mask(alone, days[0] + " " + texts) if days else texts.mask(alone, "")


def _totals(source: Content, starts: list[int]) -> list[Problem]:
    """The overview's count of responses of each poll, where another number is listed."""
    words = headings("zoom-polls")
    above = source.rows[: starts[0]]
    at = next((n for n, row in enumerate(above) if set(row.folded) & set(words["responses"])), None)
    if at is None:
        return []
    column = next(n for n, text in enumerate(above[at].folded) if text in words["responses"])
    stated = {
        row.folded[1]: (row, row.cells[column].strip())
        for row in above[at + 1 :]
        if len(row.cells) > column and _is_numbered(row)
    }
    return [
        Problem(stated[title][0].line, "note",
                f"states {stated[title][1]} responses to {stated[title][0].cells[1]!r}, "
                f"{count} are listed.")
        for title, count in _listed(source.rows, starts).items()
        if title in stated and stated[title][1] != str(count)
    ]  # fmt: skip


def _listed(rows: list[Row], starts: list[int]) -> dict[str, int]:
    """Folded title above each list to the number of its rows that answer something."""
    counts: dict[str, int] = {}
    for start, end in pairwise([*starts, len(rows)]):
        title = next((row.folded[0] for row in reversed(rows[:start]) if not row.blank), "")
        answered = [
            row for row in rows[start + 1 : end]
            if _is_numbered(row) and any(row.cells[len(PEOPLE) :])
        ]  # fmt: skip
        counts[title] = counts.get(title, 0) + len(answered)
    return counts
