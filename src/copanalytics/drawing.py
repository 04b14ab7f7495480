"""Paper, colours and type of every drawing: for a phone, a printer, and eyes that see few colours.

Colours of the Analysis Function's charts guidance; text is horizontal.
"""

import io
import re
from contextlib import AbstractContextManager
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
MOST_LETTERS = 44
"""Letters of a label that fit above its bar."""


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


def fitting(label: str) -> str:
    """Return a label, cut where it would leave the drawing."""
    return label if len(label) <= MOST_LETTERS else label[: MOST_LETTERS - 1].rstrip() + "…"


def svg(figure: Figure) -> bytes:
    """Return a figure as SVG, the same bytes at every drawing."""
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    # A tenth of a point is finer than any printer; matplotlib writes six digits.
    return PATH.sub(_shorter, drawn.getvalue()).encode()


def _shorter(path: re.Match[str]) -> str:
    points = re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.1f}", path[0])
    return " " + " ".join(points.split())
