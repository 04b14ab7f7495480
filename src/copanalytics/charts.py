"""Bars, and bars to two sides, with their labels at the bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from copanalytics.drawing import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    WIDTH,
    canvas,
    headings,
    more,
    styled,
    svg,
    width,
    wrapped,
)

INSIDE = WIDTH * 0.98
"""Inches of width of the axes."""

GAP = 0.13
"""Inches at the end of a bar that its text leaves free on both sides, at the most."""

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
    heads, labels = headings([item.group for item in items]), [wrapped(i.label) for i in items]
    height = 0.56 * len(items) + 0.1 + sum(map(more, (*heads, *labels)))
    with styled():
        figure, axes = canvas(height + 0.42 * sum(map(bool, heads)))
        full = longest or max((item.value for item in items), default=1) or 1
        axes.set_xlim(0, max(full * 1.16, _reach([(i.value, i.text) for i in items], INSIDE)))
        y = axes.get_ylim()[1] - 0.05
        for item, head, label in zip(items, heads, labels, strict=True):
            if head:
                y -= more(head)
                axes.text(0, y - 0.28, head, weight="bold")
                y -= 0.42
            y -= more(label)
            axes.text(0, y - 0.2, label)
            colour = BLUE if item.strong else GREY
            axes.barh(y - 0.38, item.value, height=0.22, color=colour)
            axes.text(item.value + full * 0.02, y - 0.38, item.text, va="center")
            y -= 0.56
        return svg(figure)


def _reach(ends: Sequence[tuple[float | None, str]], inches: float) -> float:
    """Where an axis of so many inches has to end for the text at the end of each bar to fit."""
    lengths = ((value or 0) * inches / (inches - GAP - width(text)) for value, text in ends)
    return max(lengths, default=0)


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
    labels = [wrapped(item.label) for item in items]
    sides = [wrapped(side, "bold", INSIDE / 2 - GAP) for side in (left, right)]
    top = 0.5 + max(map(more, sides))
    height = 0.56 * len(items) + top + sum(map(more, labels))
    ends = [end for i in items for end in ((i.left, i.left_text), (i.right, i.right_text))]
    with styled():
        figure, axes = canvas(height)
        full = max((value or 0 for value, _ in ends), default=1) or 1
        reach = max(full * 1.35, _reach(ends, INSIDE / 2))
        axes.set_xlim(-reach, reach)
        y = height - top + 0.05
        axes.text(-full * 0.04, y + 0.17, sides[0], ha="right", weight="bold", color="#B23B00")
        axes.text(full * 0.04, y + 0.17, sides[1], ha="left", weight="bold", color=BLUE)
        for item, label in zip(items, labels, strict=True):
            y -= more(label)
            axes.text(0, y - 0.2, label, ha="center")
            _sides(axes, item, y - 0.38, full)
            y -= 0.56
        return svg(figure)


def _sides(axes: Axes, item: Pair, y: float, full: float) -> None:
    """The two bars of a pair, their texts, and the line between them."""
    axes.barh(y, -(item.left or 0), height=0.22, color=ORANGE, hatch="///", edgecolor="white",
              linewidth=0)  # fmt: skip
    axes.barh(y, item.right or 0, height=0.22, color=BLUE)
    gap = full * 0.03
    axes.text(-(item.left or 0) - gap, y, item.left_text, va="center", ha="right")
    axes.text((item.right or 0) + gap, y, item.right_text, va="center")
    axes.vlines(0, y - 0.14, y + 0.14, color=INK, linewidth=0.8)
