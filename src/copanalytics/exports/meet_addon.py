"""A Google Meet add-on's attendance report, one row a person with a length of time.

Source: the add-on's side panel > download ('Attendance Report - <code> (4-Aug-2026).csv'). UTF-8,
comma, a row of commas below the headings, names in capitals. English. Times are of the day alone,
so the day is the session's, or that in the file's name. A shorter layout has Full Name, First Seen
and Time in Call.
First seen: August 2026.
"""

from copanalytics.exports._connections import attendance
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._flat import persons, table
from copanalytics.exports._words import headed, words

NEEDED = ("name", "joined_at", "stated")


def recognises(source: Content) -> bool:
    """Return whether the headings are a name, when first seen, and for how long."""
    return headed(source, words("meet-addon"), NEEDED, within=5) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row a person."""
    start = headed(source, words("meet-addon"), NEEDED, within=5) or 0
    found = table(source.rows[start], source.rows[start + 1 :], words("meet-addon"))
    rows, problems = persons(found.frame, source, reading)
    return attendance("meet-addon", rows, [*found.problems, *problems])
