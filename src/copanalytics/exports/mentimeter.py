"""Mentimeter's results, one row a voter.

Source: Results > Download > Spreadsheet, XLSX. The sheet 'Voters' has its headings within the first
15 rows: date in UTC, session, voter, then a column `<question>: Answer`, for scales one
`<question>::<statement>` each, and columns of scores, names and pictures that are no answers. A
voter is the same person within one session of the presentation only, and nobody by name.
First seen: 2026.
"""

import re
from dataclasses import replace

import pandas as pd

from copanalytics.exports._content import Content, Row
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._records import named, records
from copanalytics.exports._voices import stated_zone, voices

WITHIN = 15
NO_ANSWER = re.compile(r"(: Score|::\s*Name|::\s*Emoji)\s*$", re.IGNORECASE)
ANSWER = re.compile(r"\s*: Answer\s*$", re.IGNORECASE)


def recognises(source: Content) -> bool:
    """Return whether a sheet has a heading row of date, session and voter."""
    return _voters(source) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row an answer."""
    title, rows, start = _voters(source) or ("", source.rows, 0)
    titles = rows[start].cells
    known = named(titles, headings("mentimeter"))
    found = records(rows[start + 1 :], [known.get(at, str(at)) for at in range(len(titles))])
    who = found.frame["session"] + " " + found.frame["voter"]
    people = found.frame[["submitted_at"]].assign(respondent=who)
    parts = [
        people.assign(question=_question(title), answer=found.frame[str(at)])
        for at, title in enumerate(titles)
        if at not in known and title.strip() and not NO_ANSWER.search(title)
    ] or [people.assign(question="", answer="")]
    said = pd.concat(parts).sort_index(kind="stable")
    told = replace(reading, timezone=stated_zone(titles, reading))
    table, problems = voices("poll", said, source, told)
    return Export("mentimeter", "poll", table, [*found.problems, *problems], sheets=(title,))


def _question(title: str) -> str:
    return ANSWER.sub("", title).replace("::", ": ")


def _voters(source: Content) -> tuple[str, list[Row], int] | None:
    """Title and rows of the sheet of voters, and the index of its heading row."""
    for title, rows in (dict(source.sheets) or {"": source.rows}).items():
        for at, row in enumerate(rows[:WITHIN]):
            known = named(row.cells, headings("mentimeter")).values()
            if {"submitted_at", "session", "voter"} <= set(known):
                return title, rows, at
    return None
