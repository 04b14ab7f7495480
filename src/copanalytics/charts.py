"""Bars, and bars to two sides: drawn for a phone, a printer, and eyes that see few colours.

Colours of the Analysis Function's charts guidance; text is horizontal, labels stand at the bars.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, ORANGE, GREY, INK = "#12436D", "#F46A25", "#6F8FA8", "#222222"
WIDTH = 5.0
"""Inches; at 358 pixels (a phone's column) 12 points are then 11.9 pixels."""

STYLE: Any = {
    "font.size": 12,
    "font.family": "DejaVu Sans",
    "svg.hashsalt": "copanalytics",
    "text.color": INK,
}
MOST_LETTERS = 44
"""Letters of a label that fit above its bar."""


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its length, and what is written at its end.

    group: a heading above the first bar of each group. strong: drawn dark, not light.
    """

    label: str
    value: float
    text: str
    group: str = ""
    strong: bool = True


@dataclass(frozen=True)
class Pair:
    """One label with a bar to either side; a missing value is written but not drawn."""

    label: str
    left: float | None
    right: float | None
    left_text: str
    right_text: str


def bars(items: Sequence[Bar], longest: float | None = None) -> bytes:
    """Return horizontal bars in the given order, as SVG; `longest` is the length of a full bar."""
    groups = [item.group for item in items]
    heads = [bool(g) and (not n or groups[n - 1] != g) for n, g in enumerate(groups)]
    height = 0.56 * len(items) + 0.42 * sum(heads) + 0.1
    with mpl.rc_context(STYLE):
        figure, axes = _canvas(height)
        full = longest or max((item.value for item in items), default=1) or 1
        axes.set_xlim(0, full * 1.16)
        y = height - 0.05
        for item, head in zip(items, heads, strict=True):
            if head:
                axes.text(0, y - 0.28, _fitting(item.group), weight="bold")
                y -= 0.42
            axes.text(0, y - 0.2, _fitting(item.label))
            colour = BLUE if item.strong else GREY
            axes.barh(y - 0.38, item.value, height=0.22, color=colour)
            axes.text(item.value + full * 0.02, y - 0.38, item.text, va="center")
            y -= 0.56
        return _svg(figure)


def pairs(items: Sequence[Pair], left: str, right: str) -> bytes:
    """Return bars to two sides of a line, as SVG; `left` and `right` name the sides."""
    height = 0.56 * len(items) + 0.5
    with mpl.rc_context(STYLE):
        figure, axes = _canvas(height)
        full = max((value or 0 for item in items for value in (item.left, item.right)), default=1)
        full = full or 1
        axes.set_xlim(-full * 1.35, full * 1.35)
        axes.text(-full * 0.04, height - 0.28, left, ha="right", weight="bold", color="#B23B00")
        axes.text(full * 0.04, height - 0.28, right, ha="left", weight="bold", color=BLUE)
        y = height - 0.45
        for item in items:
            axes.text(0, y - 0.2, _fitting(item.label), ha="center")
            axes.barh(y - 0.38, -(item.left or 0), height=0.22, color=ORANGE, hatch="///",
                      edgecolor="white", linewidth=0)  # fmt: skip
            axes.barh(y - 0.38, item.right or 0, height=0.22, color=BLUE)
            gap = full * 0.03
            axes.text(-(item.left or 0) - gap, y - 0.38, item.left_text, va="center", ha="right")
            axes.text((item.right or 0) + gap, y - 0.38, item.right_text, va="center")
            axes.vlines(0, y - 0.52, y - 0.24, color=INK, linewidth=0.8)
            y -= 0.56
        return _svg(figure)


def _canvas(height: float) -> tuple[Figure, Axes]:
    """A figure whose y axis is in inches, without frame or axes."""
    figure = Figure(figsize=(WIDTH, height))
    axes = figure.add_axes((0.01, 0, 0.98, 1))
    axes.set_ylim(0, height)
    axes.axis("off")
    return figure, axes


def _fitting(label: str) -> str:
    return label if len(label) <= MOST_LETTERS else label[: MOST_LETTERS - 1].rstrip() + "…"


def _svg(figure: Figure) -> bytes:
    drawn = io.BytesIO()
    figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    return drawn.getvalue()
