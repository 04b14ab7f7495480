"""A form's grid (one row a submission, one column a question) as one row an answer."""

import re
from collections.abc import Mapping

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading, kind_table
from copanalytics.exports._records import Records, line_number
from copanalytics.exports._times import instants
from copanalytics.folding import squeeze

NOBODY = ("anonymous", "anonyme", "anonym", "anonimo", "anoniem")
"""What Microsoft Forms writes for an e-mail or a name of nobody, folded."""

IDENTITY = ("respondent", "name", "email", "submitted_at", "language")


def questions(headings: list[str], known: Mapping[int, str]) -> list[str]:
    """Return a column for each heading: the known ones' meaning, else the question in one line.

    A question that is called as a column of ours gets a question mark, to be told from it.
    """
    asked = [squeeze(text) or f"column {at}" for at, text in enumerate(headings)]
    ours = [f"{text}?" if text in IDENTITY else text for text in asked]
    return [known.get(at, ours[at]) for at in range(len(headings))]


def answers(name: str, found: Records, source: Content, reading: Reading) -> Export:
    """Return one row an answer of a form's submissions.

    found: one row a submission; columns of IDENTITY mean that, all others are questions. The same
    question asked in two columns (in branches of a form) is one question. An empty cell is no
    answer. A submission without a time is not read.
    """
    said, problems = _sent(found, source, reading)
    identity = [column for column in IDENTITY if column in said]
    parts = [
        said[identity].assign(question=title, answer=said.iloc[:, at].str.strip(), at=at)
        for at, title in enumerate(said.columns)
        if title not in IDENTITY
    ]
    long = pd.concat(parts) if parts else said[identity].assign(question="", answer="", at=0)
    order = long.assign(line=long.index).sort_values(["line", "at"])
    given = order[order["answer"].ne("")].drop(columns=["line", "at"])
    silent = said.index.difference(given.index)
    problems += [Problem(line_number(line), "note", "answers no question.") for line in silent]
    return Export(name, "feedback", kind_table("feedback", given), problems)


def _sent(found: Records, source: Content, reading: Reading) -> tuple[pd.DataFrame, list[Problem]]:
    at = instants(found.frame[["submitted_at"]], source, reading, event=False)["submitted_at"]
    problems = list(found.problems)
    problems += [
        Problem(line_number(line), "error", f"{text!r} is no date and time; the row was not read.")
        for line, text in found.frame.loc[at.isna(), "submitted_at"].items()
    ]
    unnamed = "respondent" not in found.frame
    submissions = found.frame.drop(columns="submitted_at")
    submissions.insert(0, "submitted_at", at)
    if unnamed:
        submissions.insert(0, "respondent", [str(n) for n in range(1, len(at) + 1)])
    return submissions[at.notna()], problems


def suffix_folded(titles: list[str]) -> list[str]:
    """Return the titles without the number that Excel adds to a repeated heading.

    >>> suffix_folded(["Why?", "Why?2", "Route 66"])
    ['Why?', 'Why?', 'Route 66']
    """
    bases = (re.fullmatch(r"(.*?)\d+", title) for title in titles)
    return [
        found[1] if found and found[1] in titles else title
        for title, found in zip(titles, bases, strict=True)
    ]
