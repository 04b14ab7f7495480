"""Paper, colours and type of every drawing: for a phone, a printer, and eyes that see few colours.

Colours of the Analysis Function's charts guidance; text is horizontal.
"""

import io
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from textwrap import wrap
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
MOST_LETTERS, MOST_BOLD = 44, 40
"""Letters of a line that fit above a bar, and of one in bold."""

LINE = 0.22
"""Inches from one line of a label to the next."""

LETTER = 0.105
"""Inches of width of a letter at most, on average of a short text: DejaVu Sans is a wide face."""


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


def lines(label: str, letters: int = MOST_LETTERS) -> list[str]:
    """Return a label as lines that fit into the drawing.

    >>> lines("New on 17 September 2025, Community of Practice", MOST_BOLD)
    ['New on 17 September 2025, Community of', 'Practice']
    """
    return wrap(label, letters) or [""]


def write(axes: Axes, place: tuple[float, float], label: Sequence[str], **style: Any) -> float:
    """Write the lines of a label below one another; return the height of the last."""
    x, y = place
    for n, line in enumerate(label):
        axes.text(x, y - n * LINE, line, **style)
    return y - (len(label) - 1) * LINE


def reach(values: Sequence[float], texts: Sequence[str], full: float) -> float:
    """Return the length that an axis from zero must have, so that each text fits behind its bar.

    full: the length of a full bar.
    """
    inside = WIDTH * 0.98
    rooms = [min(LETTER * (len(text) + 2), inside / 2) for text in texts]
    ends = [value * inside / (inside - room) for value, room in zip(values, rooms, strict=True)]
    return max([full, *ends])


def svg(figure: Figure) -> bytes:
    """Return a figure as SVG, the same bytes at every drawing."""
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    # A tenth of a point is finer than any printer; matplotlib writes six digits.
    return PATH.sub(_shorter, drawn.getvalue()).encode()


def _shorter(path: re.Match[str]) -> str:
    points = re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.1f}", path[0])
    return " " + " ".join(points.split())
