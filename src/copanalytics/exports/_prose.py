"""Lines of Markdown or plain text: headings, bullets, and what goes on from the line before."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Literal, NamedTuple

from copanalytics.folding import squeeze

Kind = Literal["heading", "bullet", "more", "plain"]

HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
BULLET = re.compile(
    r"\s*(?:[-+•–—·◦▪‣●○*]|\d{1,2}[.)])\s+(?:\[[ xX]\]\s+)?(\S.*)$|\s*[-•–·](\w.*)$"
)
BOLD = re.compile(r"\s*(\*\*|__)(?=\S)(.+?)\1\s*:?\s*$")
RULE = re.compile(r"\s*([-=*_])(\s*\1){2,}\s*$")
FULL = 60
"""Letters of a line so long that it may go on in the next."""


class Line(NamedTuple):
    """One line that says something: its number in the file, what it is, and its bare text."""

    number: int
    kind: Kind
    text: str


def bare(text: str) -> str:
    """Return the text without marks of emphasis, pictures before it, and doubled spaces.

    >>> bare("**What worked well** "), bare("✅ What worked well:")
    ('What worked well', 'What worked well:')
    """
    plain = re.sub(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", text)
    return squeeze(re.sub(r"^[^\w\"'«“¿¡(\[#@+=-]+", "", plain))


def lines(text: str, is_heading: Callable[[str], bool]) -> list[Line]:
    """Return the lines that say something.

    is_heading: whether a line is one by its words, however it is marked. A line without a mark is
    also one where bullets follow it, unless it goes on from a full line before it.
    """
    written = [line.expandtabs(4) for line in re.split(r"\r\n|\r|\n", text)]
    found: list[Line] = []
    for number, (line, below) in enumerate(pairwise([*written, ""]), start=1):
        if RULE.match(line) or not bare(line):
            continue
        above = written[number - 2] if number > 1 else ""
        kind, said = _kind(line, is_heading)
        if kind == "plain":
            underlined = bool(RULE.match(below)) and not BULLET.match(below)
            kind = "heading" if underlined else _unmarked(line, above, _next(written, number))
        found.append(Line(number, kind, bare(said)))
    return found


def _kind(line: str, is_heading: Callable[[str], bool]) -> tuple[Kind, str]:
    marked = HEADING.match(line)
    if marked:
        return "heading", marked[1]
    bullet = BULLET.match(line)
    said = (bullet[1] or bullet[2]) if bullet else line
    if is_heading(bare(said)) or (not bullet and BOLD.match(line)):
        return "heading", said
    return ("bullet" if bullet else "plain"), said


def _unmarked(line: str, above: str, after: str) -> Kind:
    """What a line is that has no mark: between bullets a heading only if it cannot go on."""
    going_on = bool(BULLET.match(above)) or (bool(above.strip()) and not HEADING.match(above))
    if not going_on:
        return "heading" if BULLET.match(after) else "plain"
    if line.startswith("  "):
        return "more"
    ends = line.rstrip().endswith((":", "?"))
    if BULLET.match(after) and BULLET.match(above) and (ends or len(above.strip()) < FULL):
        return "heading"
    return "more"


def _next(written: list[str], number: int) -> str:
    return next((line for line in written[number:] if line.strip()), "")
