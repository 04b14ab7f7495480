"""What people said or chose in a live tool, as one row an answer; people may stay unknown."""

import re

import pandas as pd

from copanalytics.calendar import zones
from copanalytics.errors import Problem
from copanalytics.exports._content import Content
from copanalytics.exports._export import Kind, Reading, kind_table
from copanalytics.exports._headings import headings
from copanalytics.exports._records import line_number
from copanalytics.exports._times import instants
from copanalytics.folding import fold, squeeze
from copanalytics.tables import INSTANT

CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
ZONE = re.compile(r"\((UTC|[A-Za-z]+/[A-Za-z_/+\-0-9]+)\)")
"""A zone as some tools state it in a heading."""


def voices(
    kind: Kind, said: pd.DataFrame, source: Content, reading: Reading
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the table of the kind, and the problems.

    said: texts by line, several rows a line where it holds several answers; `question`, `answer`,
    and where the tool tells them `respondent`, `name`, `email`, `submitted_at`. Where it tells no
    respondent, that is who has the same e-mail or name; an anonymous line is nobody else's.
    """
    spoken = "question" if kind == "questions" else "answer"
    plain = _unnamed(said).assign(**{spoken: said[spoken].str.strip()})
    plain = plain.assign(question=plain["question"].map(squeeze))
    given = plain[plain[spoken].ne("")]
    silent = plain.index.difference(given.index)
    at, problems = _sent(plain, source, reading)
    problems += [Problem(line_number(line), "note", "answers no question.") for line in silent]
    known = given.assign(submitted_at=at.reindex(given.index))
    return kind_table(kind, _with_respondent(known)), problems


def stated_zone(titles: list[str], reading: Reading) -> str | None:
    """Return the zone that headings state, else that of the reading."""
    found = [match[1] for title in titles if (match := ZONE.search(title))]
    stated = [zone for zone in found if zone in zones()]
    return stated[0] if stated else reading.timezone


def _unnamed(said: pd.DataFrame) -> pd.DataFrame:
    nobody = headings("live-tools")["nobody"]
    texts = {
        column: said[column].map(squeeze).mask(said[column].map(fold).isin(nobody), "")
        for column in ("name", "email")
        if column in said
    }
    return said.assign(**texts)


def _with_respondent(given: pd.DataFrame) -> pd.DataFrame:
    if "respondent" in given:
        return given
    lines = "line " + given.index.astype("str").to_series(index=given.index)
    email = given["email"].map(fold) if "email" in given else pd.Series("", given.index)
    name = given["name"].map(fold) if "name" in given else pd.Series("", given.index)
    known = email.where(email.ne(""), name)
    # A number, as nobody's e-mail may be told from what stands for a respondent.
    numbers, _ = pd.factorize(known.where(known.ne(""), lines))
    return given.assign(respondent=[str(number + 1) for number in numbers])


def _sent(
    plain: pd.DataFrame, source: Content, reading: Reading
) -> tuple[pd.Series, list[Problem]]:
    """When each line was sent, NaT where no time of the day is told; a day alone is no time."""
    lines = plain.index.drop_duplicates()
    if "submitted_at" not in plain:
        return pd.Series(pd.NaT, lines, dtype=INSTANT), []
    texts = plain["submitted_at"].groupby(level=0).first().reindex(lines)
    timed = texts.where(texts.str.contains(CLOCK), "")
    at = instants(timed.to_frame(), source, reading, event=True)["submitted_at"]
    unread = at.isna() & texts.str.contains(r"[^\W\d_]|:") & texts.ne("")
    problems = [
        Problem(line_number(line), "note", f"{text!r} is no date and time; read without it.")
        for line, text in texts[unread].items()
    ]
    return at, problems
