"""Notes of break-out rooms as Markdown or plain text: each bullet is a comment.

Source: a shared pad or document > Download as plain text or Markdown (.txt, .md). No platform's
format, so known by what it says: lines that are questions of reference/prompts.csv, or Markdown
headings, and bullets below them (-, *, •, –, or numbers). A heading such as 'Room 2 (français)'
names the room, and may name its language. Below a heading without bullets each line is a comment.
Nobody is known by name; the notes of a room count as one respondent. Headings in seven languages.
First seen: February 2025.
"""

import re
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from copanalytics import languages
from copanalytics.errors import Problem
from copanalytics.exports._content import Content
from copanalytics.exports._export import Export, Reading, kind_table
from copanalytics.exports._headings import headings
from copanalytics.exports._prose import Line, lines
from copanalytics.folding import fold, question_key
from copanalytics.shipping import shipped

PROSE = True
"""A quotation mark in notes opens no cell."""

HEAD = 20_000
"""Letters from the start by which notes are known."""

WIDEST = 3
"""Cells of a line of notes at the most, if it were a table's."""

SPOKEN = re.compile(r"[(\[]([^()\[\]]+)[)\]]|[-–—:,]\s*(\S+)\s*$")


def recognises(source: Content) -> bool:
    """Return whether lines are known questions, or Markdown headings, with something below them."""
    if not source.text or any(len(row.cells) > WIDEST for row in source.rows[:5]):
        return False
    head = source.text[:HEAD]
    notes = _taken(lines(head, _is_heading))
    marked = re.search(r"^#{1,6} +\S", head, re.MULTILINE)
    return any(_is_asked(said.question) or marked for said in notes.said)


def read(source: Content, _: Reading) -> Export:
    """Return one row a comment, with its room."""
    notes = _taken(lines(source.text, _is_heading))
    said = pd.DataFrame(
        [
            (n.room or "notes", n.question, " ".join(n.words), n.language, n.room)
            for n in notes.said
        ],
        columns=["respondent", "question", "answer", "language", "room"],
    )
    return Export("break-out-notes", "feedback", kind_table("feedback", said), notes.problems)


@dataclass
class Said:
    """A comment as it is put together, line by line."""

    question: str
    room: str
    language: str
    words: list[str]


@dataclass
class Notes:
    """Where the reading of notes has come to: under which question, in which room."""

    rooms_first: bool
    question: str = ""
    room: str = ""
    language: str = ""
    people: bool = False
    bulleted: bool = False
    said: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _taken(found: list[Line]) -> Notes:
    first = next((line for line in found if line.kind == "heading" and _known(line.text)), None)
    notes = Notes(rooms_first=first is not None and _is_room(first.text))
    for at, line in enumerate(found):
        below = found[at + 1 : at + 2]
        if line.kind == "heading":
            _head(notes, line, below)
        elif notes.people:
            notes.problems.append(Problem(line.number, "note", "names people; was not read."))
        else:
            _say(notes, line, below)
    return notes


def _head(notes: Notes, line: Line, below: list[Line]) -> None:
    notes.bulleted = bool(below) and below[0].kind == "bullet"
    notes.people = question_key(line.text) in headings("break-out-notes")["people"]
    if _is_room(line.text):
        notes.room, notes.language = line.text.rstrip(" :"), _language(line.text)
        notes.question = "" if notes.rooms_first else notes.question
        return
    question, _, rest = _parted(line.text)
    if below and below[0].kind == "heading" and not rest and not _is_asked(question):
        notes.problems.append(Problem(line.number, "note", "is taken for a title; was not read."))
        return
    notes.question = question
    if not notes.rooms_first:
        notes.room = notes.language = ""
    if rest:
        _add(notes, rest)


def _say(notes: Notes, line: Line, below: list[Line]) -> None:
    going_on = line.kind == "more" and notes.bulleted and notes.said
    if not notes.question:
        level = "error" if line.kind == "bullet" else "note"
        where = "stands under no question; was not read."
        notes.problems.append(Problem(line.number, level, where))
    elif going_on:
        notes.said[-1].words.append(line.text)
    elif line.kind == "bullet" or not notes.bulleted:
        notes.bulleted = notes.bulleted or line.kind == "bullet"
        _add(notes, line.text)
    else:
        notes.problems.append(Problem(line.number, "error", "has no bullet; was not read."))


def _add(notes: Notes, text: str) -> None:
    notes.said.append(Said(notes.question, notes.room, notes.language, [text]))


def _is_heading(text: str) -> bool:
    return _known(text) or _is_asked(_parted(text)[0])


def _known(text: str) -> bool:
    return _is_room(text) or _is_asked(text)


def _is_asked(text: str) -> bool:
    return question_key(text) in _asked()


def _parted(text: str) -> tuple[str, str, str]:
    """A known question, and what is said behind it in the same line; else the text alone."""
    before, colon, after = text.partition(":")
    if colon and after.strip() and _is_asked(before):
        return before.strip(), colon, after.strip()
    return text.rstrip(" :"), "", ""


def _is_room(text: str) -> bool:
    return bool(_room_pattern().match(fold(text)))


def _language(text: str) -> str:
    """The language that a room's heading names in brackets or at its end; empty if none."""
    named = [a or b for a, b in SPOKEN.findall(text)]
    return next((code for name in named if (code := languages.resolve(name))), "")


@cache
def _asked() -> frozenset[str]:
    prompts = shipped("prompts")
    return frozenset(prompts.loc[prompts["prompt"] != "closed", "question"].map(question_key))


@cache
def _room_pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, headings("break-out-notes")["room"]))
    return re.compile(rf"(?:{words})\s*(?:n[°o]?\.?\s*|#\s*)?(?:\d{{1,2}}|[a-z])\b(?![’'])")
