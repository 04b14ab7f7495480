"""Bars, and bars to two sides, with their labels at the bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from copanalytics.drawing import BLUE, GREY, INK, ORANGE, canvas, fitting, styled, svg

SMALL = 1.4
"""Inches of height of columns that stand in a table; they are shown at a fifth of it."""


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
    with styled():
        figure, axes = canvas(height)
        full = longest or max((item.value for item in items), default=1) or 1
        axes.set_xlim(0, full * 1.16)
        y = height - 0.05
        for item, head in zip(items, heads, strict=True):
            if head:
                axes.text(0, y - 0.28, fitting(item.group), weight="bold")
                y -= 0.42
            axes.text(0, y - 0.2, fitting(item.label))
            colour = BLUE if item.strong else GREY
            axes.barh(y - 0.38, item.value, height=0.22, color=colour)
            axes.text(item.value + full * 0.02, y - 0.38, item.text, va="center")
            y -= 0.56
        return svg(figure)


def columns(values: Sequence[float | None]) -> bytes:
    """Return small columns from zero, in the given order, the last dark, as SVG; a gap is empty."""
    with styled():
        figure, axes = canvas(SMALL)
        most = max((value or 0 for value in values), default=1) or 1
        axes.set_xlim(-0.6, max(len(values), 4) - 0.4)
        heights = [(value or 0) / most * SMALL * 0.94 for value in values]
        colours = [GREY] * (len(values) - 1) + [BLUE]
        axes.bar(range(len(values)), heights, width=0.72, color=colours)
        axes.hlines(0.01, -0.5, len(values) - 0.5, color=INK, linewidth=1.5)
        return svg(figure)


def pairs(items: Sequence[Pair], left: str, right: str) -> bytes:
    """Return bars to two sides of a line, as SVG; `left` and `right` name the sides."""
    height = 0.56 * len(items) + 0.5
    with styled():
        figure, axes = canvas(height)
        full = max((value or 0 for item in items for value in (item.left, item.right)), default=1)
        full = full or 1
        axes.set_xlim(-full * 1.35, full * 1.35)
        axes.text(-full * 0.04, height - 0.28, left, ha="right", weight="bold", color="#B23B00")
        axes.text(full * 0.04, height - 0.28, right, ha="left", weight="bold", color=BLUE)
        y = height - 0.45
        for item in items:
            axes.text(0, y - 0.2, fitting(item.label), ha="center")
            axes.barh(y - 0.38, -(item.left or 0), height=0.22, color=ORANGE, hatch="///",
                      edgecolor="white", linewidth=0)  # fmt: skip
            axes.barh(y - 0.38, item.right or 0, height=0.22, color=BLUE)
            gap = full * 0.03
            axes.text(-(item.left or 0) - gap, y - 0.38, item.left_text, va="center", ha="right")
            axes.text((item.right or 0) + gap, y - 0.38, item.right_text, va="center")
            axes.vlines(0, y - 0.52, y - 0.24, color=INK, linewidth=0.8)
            y -= 0.56
        return svg(figure)
