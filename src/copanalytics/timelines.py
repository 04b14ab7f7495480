"""Time on paper: people in the room minute by minute, and the clock in many countries."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from copanalytics.charts import headings
from copanalytics.drawing import (
    BLUE,
    GREY,
    INK,
    LINE,
    MOST_BOLD,
    canvas,
    lines,
    styled,
    svg,
    write,
)
from copanalytics.hours import EARLIEST, LATEST

ROOM = 1.3
"""Inches of height of one area with its heading and its clock."""


@dataclass(frozen=True)
class Area:
    """A curve of people over the minutes of one session, and its heading."""

    label: str
    people: Sequence[int]


@dataclass(frozen=True)
class Span:
    """From when to when a session lasts on the clock of a country, in hours from midnight.

    label: the countries. text: the hour as it is said. group: a heading above the first of each
    group. night: whether it starts before, or ends after, what is day.
    """

    label: str
    begins: float
    ends: float
    text: str
    group: str = ""
    night: bool = False


def areas(items: Sequence[Area], minutes: str) -> bytes:
    """Return one small area a session, all with the same axes, as SVG.

    minutes: what stands behind the last number of the axis, such as 'minutes'.
    """
    with styled():
        heads = [lines(item.label, MOST_BOLD) for item in items]
        room = ROOM + LINE * (max(map(len, heads)) - 1)
        height = room * len(items) + 0.35
        figure, axes = canvas(height)
        longest = max(len(item.people) for item in items) - 1
        most = max(max(item.people) for item in items) or 1
        axes.set_xlim(-longest * 0.01, longest * 1.02)
        for n, item in enumerate(items):
            _area(axes, item, height - room * (n + 1) + 0.12, most)
            write(axes, (0, height - room * n - 0.32), heads[n], weight="bold")
        step = 15 if longest <= 60 else 30
        for at in range(0, longest + 1, step):
            last = at + step > longest
            axes.text(at, 0.1, f"{at} {minutes}" if last else str(at),
                      ha="right" if last else "center" if at else "left", fontsize=11)  # fmt: skip
        return svg(figure)


def _area(axes: Axes, item: Area, floor: float, most: int) -> None:
    people = np.asarray(item.people)
    axes.fill_between(range(len(people)), floor, floor + people / most * 0.72, color=BLUE,
                      linewidth=0, step="post")  # fmt: skip
    axes.hlines(floor, 0, len(people) - 1, color=INK, linewidth=0.8)


def around_midnight(begins: float, ends: float) -> list[tuple[float, float]]:
    """Return the parts of a clock of 24 hours from one hour to another, which may be past midnight.

    >>> around_midnight(14.0, 15.5), around_midnight(22.0, 26.5), around_midnight(22.0, 2.5)
    ([(14.0, 15.5)], [(22.0, 24), (0, 2.5)], [(22.0, 24), (0, 2.5)])
    """
    ends = ends if ends > begins else ends + 24
    return [(begins, ends)] if ends <= 24 else [(begins, 24), (0, ends - 24)]


def clock(items: Sequence[Span]) -> bytes:
    """Return when sessions are on the clocks of countries, the night grey, as SVG."""
    heads = headings([item.group for item in items])
    labels = [lines(f"{item.text}: {item.label}") for item in items]
    height = 0.28 * len(items) + LINE * sum(map(len, labels)) + 0.4
    height += sum(0.18 + LINE * len(head) for head in heads if head)
    with styled():
        figure, axes = canvas(height)
        axes.set_xlim(-0.3, 24.3)
        for first, last in ((0, EARLIEST), (LATEST, 24)):
            axes.axvspan(first, last, 0.3 / height, 1, color="#E3E8EC", linewidth=0)
        y = height
        for item, head, label in zip(items, heads, labels, strict=True):
            if head:
                y = write(axes, (0.2, y - 0.28), head, weight="bold") - 0.12
            below = write(axes, (0.2, y - 0.2), label)
            for begins, ends in around_midnight(item.begins, item.ends):
                axes.barh(below - 0.14, ends - begins, left=begins, height=0.16,
                          color=GREY if item.night else BLUE, hatch="///" if item.night else None,
                          edgecolor="white", linewidth=0)  # fmt: skip
            y -= 0.28 + LINE * len(label)
        for hour in (0, 6, 12, 18, 24):
            axes.text(hour, 0.06, f"{hour}:00", ha="center" if 0 < hour < 24 else
                      "left" if not hour else "right", fontsize=11)  # fmt: skip
        return svg(figure)
