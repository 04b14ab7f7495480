"""A Google Meet attendance extension (by Hereugo): who came and went, one row an event.

Source: the extension's panel > download. Comma, nothing quoted, English: name, type, time. Times
may be of the day alone, which is then the session's.
First seen: 2021.
"""

from copanalytics.errors import Problem
from copanalytics.exports._connections import attendance
from copanalytics.exports._content import Content
from copanalytics.exports._events import paired
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._flat import date_in, table
from copanalytics.exports._records import line_number
from copanalytics.exports._times import dated, instants
from copanalytics.exports._words import means, words
from copanalytics.folding import squeeze

HEADINGS = ["name", "type", "time"]


def recognises(source: Content) -> bool:
    """Return whether the headings are these three, and the types are coming and going."""
    known = words("meet-events")
    actions = {*known["joined"], *known["left"]}
    return (
        bool(source.rows)
        and source.rows[0].folded == HEADINGS
        and all(row.blank or row.folded[1] in actions for row in source.rows[1:30] if row.cells[1:])
    )


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection."""
    known = words("meet-events")
    found = table(source.rows[0], source.rows[1:], known)
    rows = found.frame
    told = dated(rows[["at"]], reading.date or date_in(source.name))
    at = instants(told, source, reading, event=True)["at"]
    came, went = means(rows["action"], known["joined"]), means(rows["action"], known["left"])
    wrong = at.isna() | ~(came | went)
    unread = [
        Problem(line_number(line), "error", f"{row.action!r} at {row['at']!r}: was not read.")
        for line, row in rows[wrong].iterrows()
    ]
    events = rows.assign(at=at, came=came, key=rows["name"].map(squeeze))[~wrong]
    connections, notes = paired(events)
    return attendance("meet-events", connections, [*found.problems, *unread, *notes])
