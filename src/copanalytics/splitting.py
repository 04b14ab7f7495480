"""A form about several sessions, split by the session that each of its responses names."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import pandas as pd

from copanalytics.errors import CopanalyticsError, Problem
from copanalytics.exports import Export
from copanalytics.folding import question_key
from copanalytics.received import Received
from copanalytics.session_answers import Choices, meant

SESSION = "session"
"""The prompt of a question that asks which session the response is about."""

WORDS_OF_A_CHOICE = 12
"""Words of a poll's answer above which it may be a comment, and no choice."""

EARLIEST, LATEST = dt.timedelta(days=31), dt.timedelta(days=92)
"""How long before and after a session a form about it may be sent."""


def asks(export: Export, prompts: Mapping[str, str]) -> list[str]:
    """Return the questions of an export that ask for the session."""
    asked = export.table["question"].dropna().unique() if export.kind == "feedback" else []
    return [text for text in asked if prompts.get(question_key(text)) == SESSION]


def split(export: Export, asked: list[str], choices: Choices) -> dict[str, Export]:
    """Return the part of an export that is about each session, without the question for it.

    The problems of the whole file are those of the first part.

    Raises: CopanalyticsError with the answers that fit no session, or more than one.
    """
    table = export.table
    session = _named(table[table["question"].isin(asked)], table, choices)
    told = ~table["question"].isin(asked)
    silent = len(set(table["respondent"]) - set(table.loc[told, "respondent"]))
    lost = table.loc[session.eq(""), "respondent"].nunique()
    problems = [
        *export.problems,
        *_counted(silent, "note", "name a session and say nothing of it."),
        *_counted(lost, "error", "name no session; were not read."),
    ]
    names = sorted({name for name in session if name})
    return {
        name: replace(
            export,
            table=table[told & session.eq(name)].reset_index(drop=True),
            problems=[] if at else problems,
        )
        for at, name in enumerate(names)
    }


def _named(telling: pd.DataFrame, table: pd.DataFrame, choices: Choices) -> pd.Series:
    """The session of each row of the table: that which its response names, else the folder's."""
    named = meant(telling["answer"].unique().tolist(), choices)
    pairs = telling.assign(session=telling["answer"].map(named))[["respondent", "session"]]
    once = pairs.drop_duplicates()
    several = int(once["respondent"].duplicated().sum())
    if several:
        raise CopanalyticsError(
            f"{several} of its responses name two sessions; a form may ask for one only."
        )
    about = dict(zip(once["respondent"], once["session"], strict=True))
    session = [about.get(who, choices.otherwise) for who in table["respondent"]]
    return pd.Series(session, table.index, dtype="str")


def _counted(count: int, level: Literal["error", "note"], what: str) -> list[Problem]:
    return [Problem(None, level, f"{count} of its responses {what}")] if count else []


def unmapped(export: Export, prompts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the questions of a form of which nobody has said what they ask for.

    Of a poll, only those with an answer so long that it may be a comment.
    """
    if export.kind not in ("feedback", "poll"):
        return ()
    words = export.table["answer"].fillna("").str.count(r"\S+")
    free = words.gt(WORDS_OF_A_CHOICE) | (export.kind == "feedback")
    asked = export.table.loc[free, "question"].dropna().unique()
    return tuple(text for text in asked if question_key(text) not in prompts)


def parts(ways: list[Received], choices: Choices, prompts: Mapping[str, str]) -> list[Received]:
    """Return the part of a file about each session.

    ways: the file read with days first and with months first, or the one way that is known. Taken
    is that in which every time is one, or every response was sent near the session that it names.
    """
    file = ways[0]
    told = [way.export for way in ways if way.export]
    if len(told) < len(ways):
        return [way for way in ways if not way.export][:1]
    asked = asks(told[0], prompts)
    if not asked:
        why = f"is in no session's folder and asks for none (prompt {SESSION!r}); move it to one."
        return [replace(_refused(file, why), unmapped=unmapped(told[0], prompts))]
    try:
        way = _one([split(export, asked, choices) for export in told], choices)
    except CopanalyticsError as error:
        return [_refused(file, str(error))]
    return [replace(file, session=name, export=part) for name, part in way.items()]


def _refused(file: Received, why: str) -> Received:
    return Received(file.file, refused=f"{file.file}: {why}")


def _one(ways: list[dict[str, Export]], choices: Choices) -> dict[str, Export]:
    """The way of reading the times that is right; any, if they say the same."""
    whole = [way for way in ways if not any(_unread(part) for part in way.values())]
    near = [way for way in ways if _is_near(way, choices)]
    for fitting in (whole, near, ways):
        if len(fitting) == 1 or (fitting is ways and _alike(ways)):
            return fitting[0]
    raise CopanalyticsError(
        "its times may be day or month first; add it to reference/date_orders.csv as day-first or "
        "month-first."
    )


def _unread(part: Export) -> bool:
    return any(problem.level == "error" and problem.line for problem in part.problems)


def _alike(ways: list[dict[str, Export]]) -> bool:
    first, last = (pd.concat([part.table for part in way.values()]) for way in (ways[0], ways[-1]))
    return first.equals(last)


def _is_near(way: dict[str, Export], choices: Choices) -> bool:
    starts = choices.sessions.set_index("session")["start"]
    return all(
        part.table["submitted_at"].between(starts[name] - EARLIEST, starts[name] + LATEST).all()
        for name, part in way.items()
    )
