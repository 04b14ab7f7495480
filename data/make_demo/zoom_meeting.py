"""Zoom's meeting participants report in three of its shapes, of invented meetings."""

from math import ceil

import pandas as pd

from . import tables
from .naming import OFFICE
from .text import after_excel, month_first, separated
from .truth import Truth

HOST_NAME = "Eleanor Whitcombe"
NUMBERS = {"cop-1": "845 1209 3377", "cop-3": "845 1209 3377", "hic-2": "811 9988 7766"}
"""Invented meeting numbers."""
NEW = ["Name (original name)", "Email"]
NEW_DETAIL = ["Join time", "Leave time", "Duration (minutes)", "Guest"]
NEW_DETAIL += ["Recording disclaimer response", "In waiting room"]
NEW_SUMMARY = "Topic,ID,Host,Duration (minutes),Start time,End time,Participants"
OLD_SUMMARY = "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants"
OLD = ["Name (Original Name)", "User Email", "Join Time", "Leave Time"]
OLD += ["Duration (Minutes)", "Guest"]


def detail(truth: Truth, session: str) -> str:
    """Return the report with new headings: connections and stays in the waiting room."""
    met = _of(truth.connections, session).assign(waits="No")
    waited = _of(truth.waiting, session).assign(waits="Yes")
    rows = pd.concat([waited, met]).sort_values("joined_at", kind="stable").to_dict("records")
    lines = [
        [*_who(row), month_first(row["joined_at"]), month_first(row["left_at"]), minutes(row),
         _guest(row), "OK" if row["waits"] == "No" else "", row["waits"]]
        for row in rows
    ]  # fmt: skip
    return _preamble(truth, session, len(rows)) + separated([NEW + NEW_DETAIL, *lines])


def unique(truth: Truth, session: str) -> str:
    """Return the report with 'Show unique users' ticked: no times."""
    met = _of(truth.connections, session).to_dict("records")
    lines = [[*_who(row), minutes(row), _guest(row)] for row in met]
    heading = [*NEW, "Total duration (minutes)", "Guest"]
    return _preamble(truth, session, len(met)) + separated([heading, *lines])


def resaved(truth: Truth, session: str) -> str:
    """Return the report with old headings after Excel: semicolons, no seconds."""
    met = _of(truth.connections, session)
    starts, ends = met["joined_at"].min(), met["left_at"].max()
    length = minutes({"joined_at": starts, "left_at": ends})
    summary = [NUMBERS[session], _topic(truth, session), after_excel(starts), after_excel(ends)]
    lines = [
        [*_who(row), after_excel(row["joined_at"]), after_excel(row["left_at"]), minutes(row),
         _guest(row)]
        for row in met.to_dict("records")
    ]  # fmt: skip
    rows = [OLD_SUMMARY.split(","), [*summary, tables.HOST, length, len(met)], [], OLD, *lines]
    return separated([row + [""] * (7 - len(row)) for row in rows], ";")


def minutes(row: dict) -> int:
    """Return a connection's length as Zoom gives it: begun minutes count whole."""
    return ceil((row["left_at"] - row["joined_at"]).total_seconds() / 60)


def _of(connections: pd.DataFrame, session: str) -> pd.DataFrame:
    return connections[connections["session"] == session]


def _who(row: dict) -> list[str]:
    host = " (Host)" if row["person"] == tables.HOST else ""
    return [row["name"] + host, row["email"]]


def _guest(row: dict) -> str:
    return "No" if row["email"].endswith(OFFICE) else "Yes"


def _topic(truth: Truth, session: str) -> str:
    row = truth.sessions.set_index("session").loc[session]
    return f"{row['series']}: {row['title']}"


def _preamble(truth: Truth, session: str, rows: int) -> str:
    met = _of(truth.connections, session)
    starts, ends = met["joined_at"].min(), met["left_at"].max()
    length = minutes({"joined_at": starts, "left_at": ends})
    first = [_topic(truth, session), NUMBERS[session], f"{HOST_NAME} ({tables.HOST})", length]
    times = f'"{month_first(starts)}","{month_first(ends)}"'
    values = separated([first], end="") + f",{times},{rows}"
    return f"{NEW_SUMMARY}\r\n{values}\r\n\r\n"
