"""Trackr, a browser extension for Google Meet (newbigtools.com): one row a person.

Source: the extension's list of meetings > Download ('Meet---<code>-2026-08-16.csv'). CRLF, every
cell quoted, English. Times are of the day alone, so the day is the session's, or that in the file's
name; who left before joining left after midnight. A shared screen is a row of its own, with
'(presentation)' in the language of Meet behind the name; it is taken for its person.
First seen: August 2026.
"""

from copanalytics.exports._connections import attendance
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._flat import persons, table
from copanalytics.exports._words import headed, words

NEEDED = ("name", "joined_at", "left_at", "stated", "status")
SCREEN = r"\s*\((?:prezentacja|pr[eé]sentation|presenting|präsentation|presentación)\)\s*$"


def recognises(source: Content) -> bool:
    """Return whether the headings are Trackr's five."""
    return headed(source, words("meet-trackr"), NEEDED, within=3) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row a person, or a shared screen."""
    start = headed(source, words("meet-trackr"), NEEDED, within=3) or 0
    found = table(source.rows[start], source.rows[start + 1 :], words("meet-trackr"))
    rows, problems = persons(found.frame, source, reading)
    names = rows["name"].str.replace(SCREEN, "", regex=True, case=False)
    screen = names.ne(rows["name"])
    roles = screen.map({True: "presentation", False: None})
    return attendance(
        "meet-trackr", rows.assign(name=names, role=roles), [*found.problems, *problems]
    )
