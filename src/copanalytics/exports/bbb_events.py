"""BigBlueButton's own record of a meeting, events.xml.

Source: the server's /var/bigbluebutton/events/<meeting>/events.xml (ask its administrator). XML.
Who joins and leaves the meeting are events of the module PARTICIPANT; joining the voice bridge is
none. Since version 2.1 events have a UTC date; older files count milliseconds from an unknown
start, and their clock is that of the meeting's ID, whose end is when it was made. Who has no event
of leaving was there until the last event. In English only.
First seen: August 2018.
"""

import re
import xml.etree.ElementTree as ET

import defusedxml.ElementTree
import pandas as pd
from defusedxml import DefusedXmlException

from copanalytics.errors import Problem
from copanalytics.exports._connections import attendance
from copanalytics.exports._content import Content
from copanalytics.exports._events import paired
from copanalytics.exports._export import Export, Reading
from copanalytics.tables import INSTANT

PROSE = True
"""A quotation mark in XML opens no cell."""

CAME, WENT = "ParticipantJoinEvent", "ParticipantLeftEvent"


def recognises(source: Content) -> bool:
    """Return whether it is XML of a recording's events."""
    head = source.text[:2000].lstrip()
    return head.startswith("<") and "<recording" in head and "meeting_id=" in head


def read(source: Content, reading: Reading) -> Export:
    """Return one row a connection of a person's device.

    Raises: CopanalyticsError when the file is not whole, or tells no time at all.
    """
    recording = _recording(source)
    every = recording.findall("event")
    at = _instants(recording, every)
    if at.isna().all():
        raise source.wrong("tells no time of any event; ask for the file of the server again.")
    mine = [n for n, event in enumerate(every) if event.get("eventname") in (CAME, WENT)
            and event.get("module") == "PARTICIPANT"]  # fmt: skip
    events = pd.DataFrame(
        {
            "key": [every[n].findtext("userId", "") for n in mine],
            "name": [every[n].findtext("name", "") for n in mine],
            "role": [every[n].findtext("role", "").lower() for n in mine],
            "came": [every[n].get("eventname") == CAME for n in mine],
            "at": [at.iloc[n] for n in mine],
        },
        index=range(1, len(mine) + 1),
    ).astype({"at": INSTANT, "came": "bool"})
    timed = events["at"].notna()
    connections, notes = paired(events[timed], at.max())
    said = [Problem(None, p.level, f"participant event {p.line} {p.message}") for p in notes]
    if not timed.all():
        untimed = f"{int((~timed).sum())} events have no time; were not read."
        said.append(Problem(None, "error", untimed))
    return attendance("bbb-events", connections, said)


def _recording(source: Content) -> ET.Element:
    try:
        return defusedxml.ElementTree.fromstring(source.text.lstrip())
    except (ET.ParseError, DefusedXmlException, ValueError) as error:
        told = str(error).replace("\n", " ")
        raise source.wrong(
            f"is no whole XML ({told}); it is cut short, ask for it again."
        ) from error


def _instants(recording: ET.Element, every: list[ET.Element]) -> pd.Series:
    """When each event was: by its date, its UTC milliseconds, or the meeting's ID and its count."""
    dates = pd.Series([event.findtext("date") for event in every], dtype="object")
    written = pd.to_datetime(dates, utc=True, errors="coerce", format="ISO8601")
    clock = [event.findtext("timestampUTC") for event in every]
    count = _whole([event.get("timestamp") for event in every])
    made = _whole([recording.get("meeting_id", "").rpartition("-")[2]])[0]
    counted = pd.to_datetime(count - count.min() + made, unit="ms", utc=True, errors="coerce")
    absolute = pd.to_datetime(_whole(clock), unit="ms", utc=True, errors="coerce")
    every_way = [way.astype(INSTANT) for way in (written, absolute, counted)]
    return every_way[0].fillna(every_way[1]).fillna(every_way[2])


def _whole(texts: list[str | None]) -> pd.Series:
    """Texts of up to thirteen digits as numbers, all others missing."""
    digits = [int(text) if text and re.fullmatch("[0-9]{1,13}", text) else None for text in texts]
    return pd.Series(digits, dtype="Int64")
