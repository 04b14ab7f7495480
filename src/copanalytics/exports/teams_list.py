"""Microsoft Teams' attendance list of 2020: who did what, and when; one row an event.

Source: in the meeting > participants > download attendance list (meetingAttendanceList.csv).
UTF-16 LE with BOM, tab; sometimes re-saved as UTF-8, or newest first. Three columns, known by
position: name, action, time; no e-mail. Headings and actions are translated; the actions known
(English, Spanish, Portuguese, French, German) are in reference/attendance_words.csv. In any other
language what everybody does first is joining, where they come and go in turn. 'Joined before' bears
the time at which the downloader joined, so the real time is not known. Who was still there when it
was downloaded has no row of leaving.
First seen: June 2020; February 2025 with '(Unverified)' behind the names of guests.
"""

import pandas as pd

from copanalytics.errors import CopanalyticsError, Problem
from copanalytics.exports._connections import attendance, noted
from copanalytics.exports._content import Content, Row
from copanalytics.exports._events import paired
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._records import Records, line_number, records
from copanalytics.exports._times import instants, is_time
from copanalytics.exports._words import Words, means, with_zones, words
from copanalytics.folding import fold, squeeze

COLUMNS: tuple[str, ...] = ("name", "action", "at")
OTHERS = ["name", "type", "time"]
"""Headings of a Meet extension, whose list is alike."""

FIRST = 30
"""Rows that are looked at to know what the columns are."""


def recognises(source: Content) -> bool:
    """Return whether three columns hold a name, an action of Teams and a time."""
    known = words("teams")
    heads = source.rows[0].folded[:3] if source.rows else []
    groups = ("list name", "list action", "list time")
    if len(heads) == 3 and all(h in known[g] for h, g in zip(heads, groups, strict=True)):
        return True
    rows = [row for row in source.rows[1:] if not row.blank]
    if not rows or heads == OTHERS or not all(map(_is_event, rows[:FIRST])):
        return False
    actions = {row.folded[1] for row in rows if len(row.cells) > 1}
    return actions <= _every_action() or _in_turn(rows) or _in_turn(rows[::-1])


def _is_event(row: Row) -> bool:
    return len(row.cells) > 2 and is_time(row.cells[2]) and not any(map(str.strip, row.cells[3:]))


def _every_action() -> set[str]:
    known = words("teams")
    return {*known["joined"], *known["left"], *known["before"]}


def _in_turn(rows: list[Row]) -> bool:
    """Whether everybody comes and goes in turn, whatever the words for that are."""
    whole = [row for row in rows if len(row.cells) > 2]
    told = pd.DataFrame([row.cells[:2] for row in whole], columns=["name", "action"])
    return _turns(told) is not None


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection.

    Raises: CopanalyticsError when an action is not known.
    """
    found = _events(source)
    rows = found.frame
    at = instants(rows[["at"]], source, reading, event=True)["at"]
    unread = [
        Problem(line_number(line), "error", f"{text!r} is no date and time; the row was not read.")
        for line, text in rows.loc[at.isna(), "at"].items()
    ]
    known, said = _meant(rows.assign(at=at)[at.notna()], source)
    before = means(rows["action"], known["before"])
    came = before | means(rows["action"], known["joined"])
    events = rows.assign(at=at, came=came, key=rows["name"].map(squeeze))[at.notna()]
    connections, notes = paired(events)
    early = "joined before the list's first time, nobody knows when; counted from that."
    notes += noted(rows.index[before & at.notna()], early)
    return attendance("teams-list", connections, [*found.problems, *unread, *said, *notes])


def _events(source: Content) -> Records:
    """The events, without the headings that stand again where two lists were put together."""
    found = records(source.rows[1:], COLUMNS)
    headings = dict(zip(COLUMNS, source.rows[0].cells, strict=False))
    written = with_zones(found.frame, headings)
    repeated = written["at"].map(squeeze).eq(squeeze(headings.get("at", "")))
    return Records(written[~repeated], found.problems)


def _meant(events: pd.DataFrame, source: Content) -> tuple[Words, list[Problem]]:
    """The actions by their meaning: as known, else by who does what first."""
    known = words("teams")
    if means(events["action"], tuple(_every_action())).all():
        return known, []
    newest_first = events["at"].is_monotonic_decreasing
    in_time = (events[::-1] if newest_first else events).sort_values("at", kind="stable")
    turns = _turns(in_time)
    if turns is None:
        raise _unknown(events, source)
    came, went = turns
    first = events["at"].eq(events["at"].min())
    before = [w for w in came if len(came) > 1 and first[means(events["action"], [w])].all()][:1]
    note = (
        f"is in a language that is not known; {' and '.join(map(repr, came))} count as joining, "
        f"{went!r} as leaving, because everybody does them in this order."
    )
    joined = tuple(word for word in came if word not in before)
    meant = {"joined": joined, "before": tuple(before), "left": (went,)}
    return meant, [Problem(None, "note", note)]


def _turns(events: pd.DataFrame) -> tuple[list[str], str] | None:
    """What each person does first, and the one thing done after it; None if not in turn."""
    people, actions = events["name"].map(squeeze), events["action"].map(fold)
    turn = actions.groupby(people).cumcount() % 2
    came, went = (actions[turn == n].drop_duplicates().to_list() for n in (0, 1))
    clear = 1 <= len(came) <= 2 and len(went) == 1 and went[0] not in came
    return (came, went[0]) if clear else None


def _unknown(events: pd.DataFrame, source: Content) -> CopanalyticsError:
    action = events["action"]
    other = action[~means(action, tuple(_every_action()))]
    return source.wrong(
        f"says {other.iloc[0]!r}, and nobody said whether that is joining or leaving; download "
        "the list with Teams in English.",
        line_number(other.index[0]),
    )
