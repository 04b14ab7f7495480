"""Downloads of a known platform that cannot be used, by their headings, and which to take instead.

`reference/refusals.csv` (headings, what, remedy): headings are separated by ` | `; a file that has
them all in one of its first rows is refused with the remedy.
"""

import re

from copanalytics.exports._content import Content
from copanalytics.folding import fold
from copanalytics.shipping import shipped

NO_TABLE = (
    "which is not read; export it as CSV or Excel there, and the notes of a pad as plain text "
    "(.txt)."
)
WITHIN = 20
"""Rows from the start in which a heading may stand."""

NO_ATTENDANCE = "which tells nobody's attendance; remove it, and download the list of participants."

CHAT = re.compile(
    r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2} )?[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\t[^\t\r\n]+:\t"
    r"|\s+From .+(?: to .+:| : ))"
)
"""How a chat saved by Zoom begins: a time, who wrote, to whom."""


KINDS = (
    (re.compile(r"\s*[{\[].*joinLeavePairs", re.DOTALL),
     "is RollCall's JSON, which is not read; export the meeting as CSV there."),
    (CHAT, f"is a chat of a meeting, {NO_ATTENDANCE}"),
    (re.compile("WEBVTT"), f"is the captions of a recording, {NO_ATTENDANCE}"),
    (re.compile(r"\s*(\{\s*\"|\[\s*[\[{])"), f"is JSON, {NO_TABLE}"),
    (re.compile(r"\s*<\?xml"), f"is XML, {NO_TABLE}"),
)  # fmt: skip
"""How files begin that hold no table, and what each is; the first that fits counts."""


def reason(source: Content) -> str | None:
    """Return what a file is and what to do instead, None for a file that is not listed."""
    for begins, what in KINDS:
        if begins.match(source.text):
            return what
    rows = [set(row.folded) for row in source.rows[:WITHIN]]
    for _, listed in shipped("refusals").iterrows():
        needed = {fold(heading) for heading in listed["headings"].split(" | ")}
        if any(needed <= row for row in rows):
            return f"is {listed['what']}; {listed['remedy']}"
    return None
