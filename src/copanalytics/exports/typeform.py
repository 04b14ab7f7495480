"""Typeform responses.

Source: Results > Responses > Download > CSV or XLSX, all responses. Comma, UTF-8. The first column
is `#`, a token of the response; metadata stand at the end, with times that are UTC, as the headings
say. Response type, stage date and ending are not in older files; a response that was not finished
has no submit date. Choices of which several may be ticked have a column each, called as the choice,
without the question: they are one question called by all its choices. `Other` belongs to the
question before it. Of an address, only the country is read. An apostrophe is put before telephone
numbers. First seen: January 2023.
"""

from dataclasses import replace

import pandas as pd

from copanalytics.exports._choices import OTHER, repeats
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._forms import (
    PERSON,
    answers,
    counted,
    meanings,
    questions,
    said,
    unguarded,
)
from copanalytics.exports._records import Records, records
from copanalytics.folding import fold

TAIL = {
    "response type": "type",
    "start date (utc)": "started_at",
    "stage date (utc)": "changed_at",
    "submit date (utc)": "submitted_at",
    "network id": "metadata",
    "tags": "metadata",
    "ending": "metadata",
    "score": "metadata",
    "winning outcome id": "metadata",
}
"""Headings at the end, folded, to what they mean."""

ADDRESS = ("address", "address line 2", "city/town", "state/region/province", "zip/post code")
"""Headings of an address, folded, which nobody needs but for the country behind them."""


def recognises(source: Content) -> bool:
    """Return whether the first heading is `#`, and the last ones tell of UTC and the network."""
    headings = source.rows[0].folded if source.rows else []
    return headings[:1] == ["#"] and {"submit date (utc)", "network id"} <= set(headings[-9:])


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer."""
    headings = source.rows[0].cells
    parts = {**PERSON, "metadata": ADDRESS if ADDRESS[1] in source.rows[0].folded else ()}
    known = meanings(headings, parts) | _tail(headings) | {0: "response"}
    found = unguarded(records(source.rows[1:], headings))
    titles = questions(_titles(headings, found.frame, known), known)
    whole = Records(found.frame.set_axis(titles, axis="columns"), found.problems)
    told = counted(whole, _unfinished(whole.frame), "not finished, read all the same")
    return answers("typeform", told, source, replace(reading, timezone="UTC"))


def _tail(headings: list[str]) -> dict[int, str]:
    """What the last headings mean, from the right up to the first that is a question."""
    found: dict[int, str] = {}
    for at in range(len(headings) - 1, 0, -1):
        meaning = TAIL.get(fold(headings[at]))
        if meaning:
            found[at] = meaning
        elif headings[at].strip():
            break
    return found


def _titles(headings: list[str], frame: pd.DataFrame, known: dict[int, str]) -> list[str]:
    """The question of each column; neighbouring choices are one, called by all of them."""
    runs: list[list[int]] = []
    for at, heading in enumerate(headings):
        more = bool(runs) and at - 1 in runs[-1] and at not in known and at - 1 not in known
        if more and (_is_own(heading) or _ticked(frame, at, headings)):
            runs[-1].append(at)
        else:
            runs.append([at])
    called = {at: " / ".join(_distinct(headings, run)) for run in runs for at in run}
    return [called[at] for at in range(len(headings))]


def _is_own(heading: str) -> bool:
    return bool(OTHER.fullmatch(fold(heading)))


def _ticked(frame: pd.DataFrame, at: int, headings: list[str]) -> bool:
    """Whether this column and the one before hold choices of one question."""
    return all(repeats(frame.iloc[:, place], headings[place]) for place in (at, at - 1))


def _distinct(headings: list[str], run: list[int]) -> list[str]:
    named = [headings[at].strip() for at in run if not _is_own(headings[at])]
    return named or [headings[at].strip() for at in run]


def _unfinished(frame: pd.DataFrame) -> pd.Series:
    state = said(frame, "type").map(fold)
    return said(frame, "submitted_at").eq("") | ~state.isin(["completed", ""])
