"""Teams' attendance report in three sections, of invented meetings."""

from collections.abc import Callable

import pandas as pd

from . import tables
from .naming import OFFICE
from .text import american, british
from .truth import Truth

HEADINGS = {
    british: (
        "Name\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole",
        "3. In-Meeting activities\nName\tJoin time\tLeave time\tDuration\tEmail\tRole",
    ),
    american: (
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole",
        "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole",
    ),
}
"""The headings seen with British and with American dates: their capitals differ."""


def report(truth: Truth, session: str, stamp: Callable[[pd.Timestamp], str]) -> str:
    """Return the report, tab-separated, with dates written by `stamp`."""
    met = truth.connections[truth.connections["session"] == session]
    met = met.assign(key=met["email"].str.lower().where(met["email"] != "", met["name"]))
    length = (met["left_at"] - met["joined_at"]).dt.total_seconds().astype(int)
    # Teams cuts each row's length to whole seconds, so it can be one less than the times beside it.
    met = met.assign(seconds=length - met["joined_at"].dt.second % 2)
    attendees, activities = HEADINGS[stamp]
    parts = [
        *_summary(truth, session, met, stamp),
        f"\n2. Participants\n{attendees}",
        *(_participant(rows, stamp) for _, rows in met.groupby("key", sort=False)),
        f"\n{activities}",
        *(_activity(row, stamp) for row in met.to_dict("records")),
    ]
    return "\n".join(parts) + "\n"


def _summary(truth: Truth, session: str, met: pd.DataFrame, stamp: Callable) -> list[str]:
    row = truth.sessions.set_index("session").loc[session]
    starts, ends = met["joined_at"].min(), met["left_at"].max()
    average = int(met.groupby("key")["seconds"].sum().mean())
    return [
        "1. Summary",
        f"Meeting title\t{row['series']}: {row['title']}",
        f"Attended participants\t{met['key'].nunique()}",
        f"Start time\t{stamp(starts)}",
        f"End time\t{stamp(ends)}",
        f"Meeting duration\t{_duration(int((ends - starts).total_seconds()))}",
        f"Average attendance time\t{_duration(average)}",
    ]


def _participant(rows: pd.DataFrame, stamp: Callable) -> str:
    first = rows.iloc[0]
    times = [stamp(rows["joined_at"].min()), stamp(rows["left_at"].max())]
    cells = [first["name"], *times, _duration(int(rows["seconds"].sum())), first["email"]]
    return "\t".join([*cells, first["email"].lower(), _role(first)])


def _activity(row: dict, stamp: Callable) -> str:
    times = [stamp(row["joined_at"]), stamp(row["left_at"]), _duration(row["seconds"])]
    return "\t".join([row["name"], *times, row["email"], _role(row)])


def _role(row: dict | pd.Series) -> str:
    if row["person"] == tables.HOST:
        return "Organizer"
    return "Presenter" if row["email"].endswith(OFFICE) else "Attendee"


def _duration(seconds: int) -> str:
    """Parts that are zero are left out: '1h 7s'."""
    parts = {"h": seconds // 3600, "m": seconds // 60 % 60, "s": seconds % 60}
    return " ".join(f"{count}{unit}" for unit, count in parts.items() if count) or "0s"
