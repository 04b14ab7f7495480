"""Zoom's history of an account's meetings, one row a participant with the meeting's columns before.

Source: Account Management > Reports > Meeting and webinar history > Export with participants
details. Comma, UTF-8. Headings are translated and occur twice (minutes, e-mail): what stands before
the participant's name is of the meeting, what stands behind is theirs. Known: English, Italian;
further ones in reference/attendance_words.csv. What is missing is '-'. It holds many meetings: the
rows of the session's day are read. Times are in the zone of the account, not stated.
First seen: 2021 (English), 2025 (Italian).
"""

import datetime as dt

import pandas as pd

from copanalytics.errors import Problem
from copanalytics.exports._connections import attendance
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading
from copanalytics.exports._records import Records, records
from copanalytics.exports._times import instants, on_the_day, zone_of
from copanalytics.exports._words import headed, meanings, words
from copanalytics.exports._zoom import people
from copanalytics.folding import fold


def recognises(source: Content) -> bool:
    """Return whether columns of a meeting stand before those of a participant."""
    start = headed(source, words("zoom"), ["name", "joined_at"])
    if start is None:
        return False
    folded = source.rows[start].folded
    return _name(folded) > 4 or bool(set(folded) & set(words("zoom")["topic"]))


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection of the session's meeting.

    Raises: CopanalyticsError when the day does not say which of several meetings it is.
    """
    start = headed(source, words("zoom"), ["name", "joined_at"]) or 0
    headings = source.rows[start].cells
    columns = _columns(headings)
    if not {"joined_at", "left_at"} <= set(columns.values()):
        raise source.wrong(f"has no leave or no join time among its headings {headings}.")
    titles = [columns.get(at, f"column {at}") for at in range(len(headings))]
    found = records(source.rows[start + 1 :], titles)
    found = Records(found.frame.replace("-", ""), found.problems)
    told = on_the_day(found.frame[["joined_at", "left_at"]], source, reading)
    mine, others = _of_session(found.frame, source, told)
    _refuse_two_meetings(mine, source, reading)
    written = {meaning: headings[at] for at, meaning in columns.items()}
    table, problems = people(Records(mine, found.problems), written, source, told)
    return attendance("zoom-history", table, [*problems, *others])


def _name(folded: list[str]) -> int:
    names = words("zoom")["name"]
    return next((at for at, heading in enumerate(folded) if heading in names), 0)


def _columns(headings: list[str]) -> dict[int, str]:
    name = _name([fold(heading) for heading in headings])
    person = meanings(headings[name:], words("zoom"))
    meeting = meanings(headings[:name], words("zoom"))
    kept = {at: meaning for at, meaning in meeting.items() if meaning in ("topic", "meeting")}
    return {**kept, **{at + name: meaning for at, meaning in person.items()}}


def _of_session(
    frame: pd.DataFrame, source: Content, reading: Reading
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows of the day of the session; how many are of other days is said."""
    if reading.date is None:
        return frame, []
    at = instants(frame[["joined_at"]], source, reading, event=True)["joined_at"]
    day = at.dt.tz_convert(zone_of(source, reading)).dt.date.astype("object")
    night = dt.timedelta(days=1)
    other = day.notna() & ~day.between(reading.date - night, reading.date + night)
    # Around midnight a meeting has rows of two days; of another meeting, only the day itself is.
    same = frame.loc[day.eq(reading.date), _keys(frame)].drop_duplicates()
    beside = day.ne(reading.date) & day.notna() & ~other
    foreign = beside & ~_in(frame, same)
    left_out = int((other | foreign).sum())
    note = f"{left_out} of its rows are of meetings on other days than {reading.date}; not read."
    notes = [Problem(None, "note", note)] if left_out else []
    if left_out == len(frame) and left_out:
        raise source.wrong(f"has no meeting on {reading.date}; move it to its session's folder.")
    return frame[~(other | foreign)], notes


def _keys(frame: pd.DataFrame) -> list[str]:
    return [column for column in ("topic", "meeting") if column in frame]


def _in(frame: pd.DataFrame, keys: pd.DataFrame) -> pd.Series:
    if not _keys(frame):
        return pd.Series(True, frame.index)
    known = set(keys.itertuples(index=False, name=None))
    return pd.Series(
        [row in known for row in frame[_keys(frame)].itertuples(index=False, name=None)],
        frame.index,
    )


def _refuse_two_meetings(mine: pd.DataFrame, source: Content, reading: Reading) -> None:
    keys = _keys(mine)[-1:]
    meetings = mine[keys].drop_duplicates()
    if keys and len(meetings) > 1:
        which = ", ".join(map(repr, mine.loc[meetings.index, _keys(mine)[0]]))
        when = f"on {reading.date}" if reading.date else "and the session's date is not known"
        raise source.wrong(
            f"holds {len(meetings)} meetings {when} ({which}); export the participants of the "
            "session's meeting alone (Reports > Usage > its number of participants > Export)."
        )
