"""Bars, and bars to two sides, with their labels at the bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from copanalytics.drawing import (
    BLUE,
    GREY,
    INK,
    LETTER,
    LINE,
    MOST_BOLD,
    ORANGE,
    WIDTH,
    canvas,
    lines,
    reach,
    styled,
    svg,
    write,
)

ROW, HEAD = 0.34, 0.2
"""Inches of height of a bar, and of a heading, beside the lines of their text."""

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
    heads = headings([item.group for item in items])
    labels = [lines(item.label) for item in items]
    height = ROW * len(items) + LINE * sum(map(len, [*labels, *heads])) + 0.1
    height += HEAD * sum(map(bool, heads))
    with styled():
        figure, axes = canvas(height)
        full = longest or max((item.value for item in items), default=1) or 1
        axes.set_xlim(0, reach([i.value for i in items], [i.text for i in items], full))
        y = height - 0.05
        for item, head, label in zip(items, heads, labels, strict=True):
            if head:
                y = write(axes, (0, y - 0.28), head, weight="bold") - 0.14
            _bar(axes, item, write(axes, (0, y - 0.2), label))
            y -= ROW + LINE * len(label)
        return svg(figure)


def _bar(axes: Axes, item: Bar, below: float) -> None:
    axes.barh(below - 0.18, item.value, height=0.22, color=BLUE if item.strong else GREY)
    gap = axes.get_xlim()[1] * 0.02
    axes.text(item.value + gap, below - 0.18, item.text, va="center")


def headings(groups: Sequence[str]) -> list[list[str]]:
    """Return the lines above each item: its group's name where that is new, else none."""
    return [
        lines(group, MOST_BOLD) if group and (not n or groups[n - 1] != group) else []
        for n, group in enumerate(groups)
    ]


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
    labels = [lines(item.label) for item in items]
    height = ROW * len(items) + LINE * sum(map(len, labels)) + 0.5
    with styled():
        figure, axes = canvas(height)
        full = max((value or 0 for item in items for value in (item.left, item.right)), default=1)
        axes.set_xlim(*_both_sides(items, full or 1))
        axes.text(-(full or 1) * 0.04, height - 0.28, left, ha="right", weight="bold",
                  color="#B23B00")  # fmt: skip
        axes.text((full or 1) * 0.04, height - 0.28, right, ha="left", weight="bold", color=BLUE)
        y = height - 0.45
        for item, label in zip(items, labels, strict=True):
            _pair(axes, item, write(axes, (0, y - 0.2), label, ha="center"), full or 1)
            y -= ROW + LINE * len(label)
        return svg(figure)


def _both_sides(items: Sequence[Pair], full: float) -> tuple[float, float]:
    """The ends of an axis around zero that each text fits on; its halves are as long."""
    ends = [
        value * (WIDTH / 2) / (WIDTH / 2 - min(LETTER * (len(text) + 1), WIDTH / 4))
        for item in items
        for value, text in ((item.left or 0, item.left_text), (item.right or 0, item.right_text))
    ]
    end = max([full * 1.1, *ends])
    return -end, end


def _pair(axes: Axes, item: Pair, below: float, full: float) -> None:
    at, gap = below - 0.18, full * 0.03
    axes.barh(at, -(item.left or 0), height=0.22, color=ORANGE, hatch="///", edgecolor="white",
              linewidth=0)  # fmt: skip
    axes.barh(at, item.right or 0, height=0.22, color=BLUE)
    axes.text(-(item.left or 0) - gap, at, item.left_text, va="center", ha="right")
    axes.text((item.right or 0) + gap, at, item.right_text, va="center")
    axes.vlines(0, at - 0.14, at + 0.14, color=INK, linewidth=0.8)
