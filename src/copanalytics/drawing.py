"""Paper, colours and type of every drawing: for a phone, a printer, and eyes that see few colours.

Colours of the Analysis Function's charts guidance; text is horizontal.
"""

import io
import re
import textwrap
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

BLUE, ORANGE, GREY, INK = "#12436D", "#F46A25", "#6F8FA8", "#222222"
WIDTH = 5.0
"""Inches; at 358 pixels (a phone's column) 12 points are then 11.9 pixels."""

STYLE: Any = {
    "font.size": 12,
    "font.family": ["DejaVu Sans", "sans-serif"],
    # Text as text: a fifth of the size, and the reader's own font where DejaVu is not there.
    "svg.fonttype": "none",
    "svg.hashsalt": "copanalytics",
    "text.color": INK,
}
PATH = re.compile(r' d="[^"]*"')
LINE = 0.2
"""Inches from one line of a label to the next."""

POINTS = 72
"""Points of an inch."""


def styled() -> AbstractContextManager[None]:
    """Return the context in which a drawing is made."""
    return mpl.rc_context(STYLE)


def canvas(height: float) -> tuple[Figure, Axes]:
    """Return a figure whose y axis is in inches, without frame or axes."""
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0.01, 0, 0.98, 1))
    axes.set_ylim(0, height)
    axes.axis("off")
    return figure, axes


def width(text: str, weight: str = "normal") -> float:
    """Return how wide the longest line of a text is when drawn, in inches."""
    font = FontProperties(family="DejaVu Sans", weight=weight, size=STYLE["font.size"])
    sizes = (text_to_path.get_text_width_height_descent(line, font, False) for line in
             text.split("\n"))  # fmt: skip
    return max(size[0] for size in sizes) / POINTS


def wrapped(label: str, weight: str = "normal", inches: float = WIDTH - 0.3) -> str:
    """Return a label with line breaks where it would leave the drawing; no letter is lost."""
    lines = [""]
    # Only plain spaces: a no-break space of a language's typography holds.
    for word in _words(label, weight, inches):
        longer = f"{lines[-1]} {word}".strip(" ")
        fits = not lines[-1] or width(longer, weight) <= inches
        lines[-1:] = [longer] if fits else [lines[-1], word]
    return "\n".join(lines)


def _words(label: str, weight: str, inches: float) -> list[str]:
    """The words of a label; one that is too wide by itself in pieces."""
    # No letter is wider than the type is high.
    letters = int(inches * POINTS / STYLE["font.size"])
    return [
        piece
        for word in label.split(" ")
        for piece in (textwrap.wrap(word, letters) if width(word, weight) > inches else [word])
    ]


def more(label: str) -> float:
    """Return the inches that a wrapped label needs beyond its first line."""
    return LINE * label.count("\n")


def headings(groups: Sequence[str]) -> list[str]:
    """Return what stands above each item: its group where that starts, nothing where it goes on."""
    starts = [bool(g) and (not n or groups[n - 1] != g) for n, g in enumerate(groups)]
    return [wrapped(g, "bold") if s else "" for g, s in zip(groups, starts, strict=True)]


def svg(figure: Figure) -> bytes:
    """Return a figure as SVG, the same bytes at every drawing."""
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    # A tenth of a point is finer than any printer; matplotlib writes six digits.
    return PATH.sub(_shorter, drawn.getvalue()).encode()


def _shorter(path: re.Match[str]) -> str:
    points = re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.1f}", path[0])
    return " " + " ".join(points.split())
