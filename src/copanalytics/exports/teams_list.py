"""Microsoft Teams' attendance list of 2020: who did what, and when; one row an event.

Source: in the meeting > participants > download attendance list (meetingAttendanceList.csv).
UTF-16 LE with BOM, tab; sometimes re-saved as UTF-8, or newest first. Three columns, known by
position: name, action, time; no e-mail. Headings and actions are translated; the actions known
(English, Spanish, Portuguese, French, German) are in reference/attendance_words.csv. 'Joined
before' bears the time at which the downloader joined, so the real time is not known. Who was still
there when it was downloaded has no row of leaving.
First seen: June 2020; February 2025 with '(Unverified)' behind the names of guests.
"""

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import attendance, noted
from copanalytics.exports._content import Content
from copanalytics.exports._events import paired
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._records import line_number, records
from copanalytics.exports._times import instants, is_time
from copanalytics.exports._words import means, with_zones, words
from copanalytics.folding import squeeze

COLUMNS: tuple[str, ...] = ("name", "action", "at")


def recognises(source: Content) -> bool:
    """Return whether three columns hold a name, an action of Teams and a time."""
    known = words("teams")
    heads = source.rows[0].folded[:3] if source.rows else []
    groups = ("list name", "list action", "list time")
    if len(heads) == 3 and all(h in known[g] for h, g in zip(heads, groups, strict=True)):
        return True
    rows = [row for row in source.rows[1:30] if not row.blank]
    actions = {*known["joined"], *known["left"], *known["before"]}
    return bool(rows) and all(
        len(row.cells) == 3 and row.folded[1] in actions and is_time(row.cells[2]) for row in rows
    )


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection.

    Raises: CopanalyticsError when an action is not known.
    """
    found = records(source.rows[1:], COLUMNS)
    headings = dict(zip(COLUMNS, source.rows[0].cells, strict=False))
    written = with_zones(found.frame, headings)
    repeated = written["at"].map(squeeze).eq(squeeze(headings.get("at", "")))
    rows = written[~repeated]
    _refuse_unknown(rows, source)
    at = instants(rows[["at"]], source, reading, event=True)["at"]
    unread = [
        Problem(line_number(line), "error", f"{text!r} is no date and time; the row was not read.")
        for line, text in rows.loc[at.isna(), "at"].items()
    ]
    known = words("teams")
    before = means(rows["action"], known["before"])
    came = before | means(rows["action"], known["joined"])
    events = rows.assign(at=at, came=came, key=rows["name"].map(squeeze))[at.notna()]
    connections, notes = paired(events)
    early = "joined before the list's first time, nobody knows when; counted from that."
    notes += noted(rows.index[before & at.notna()], early)
    return attendance("teams-list", connections, [*found.problems, *unread, *notes])


def _refuse_unknown(rows: pd.DataFrame, source: Content) -> None:
    known = words("teams")
    actions = rows["action"]
    unknown = actions[~means(actions, (*known["joined"], *known["left"], *known["before"]))]
    for line, text in unknown.items():
        raise source.wrong(
            f"says {text!r}, and nobody said whether that is joining or leaving; download the "
            "list with Teams in English.",
            line_number(line),
        )
