"""A Google Meet attendance extension that writes a Google Sheet: one row a person of a class list.

Source: the extension's sheet > File > Download > CSV. UTF-8, comma, English: last name, first name,
present, time in, time out, number of joins, minutes present. Times are of the day alone. Who was
absent is listed without times, and is counted and not read.
First seen: 2021.
"""

from copanalytics.errors import Problem
from copanalytics.exports._connections import NO_TIME, attendance
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._flat import persons, table
from copanalytics.exports._words import headed, words

NEEDED = ("last_name", "first_name", "joined_at", "stated")


def recognises(source: Content) -> bool:
    """Return whether the headings are names, a time in, and minutes present."""
    return headed(source, words("meet-sheet"), NEEDED) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row a person who was there."""
    start = headed(source, words("meet-sheet"), NEEDED) or 0
    found = table(source.rows[start], source.rows[start + 1 :], words("meet-sheet"))
    there = ~found.frame["joined_at"].str.strip().isin(NO_TIME)
    rows, problems = persons(found.frame[there], source, reading)
    absent = int((~there).sum())
    notes = [Problem(None, "note", f"{absent} people listed were absent.")] if absent else []
    return attendance("meet-sheet", rows, [*found.problems, *problems, *notes])
