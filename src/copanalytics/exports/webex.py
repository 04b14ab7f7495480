"""Webex's attendee report of an event or a meeting, one row a connection.

Source: Reports > Event center (or Usage) > attendee report > Export. UTF-16 LE with BOM, tab, CRLF.
In English only. Times are `="2021-06-14 17:00:00"`, guarded for Excel, in the zone of the account,
not stated. Lengths are whole minutes, rounded up.
First seen: June 2021.
"""

from copanalytics.exports._connections import attendance, timed
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._flat import table
from copanalytics.exports._words import headed, words

NEEDED = ("title", "name", "email", "joined_at", "left_at")


def recognises(source: Content) -> bool:
    """Return whether the headings are an event's, an attendee's, and two times."""
    return headed(source, words("webex"), NEEDED) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection."""
    start = headed(source, words("webex"), NEEDED) or 0
    found = table(source.rows[start], source.rows[start + 1 :], words("webex"))
    rows, problems = timed(found.frame, source, reading)
    return attendance("webex", rows, [*found.problems, *problems])
