"""A small map of the world: which countries took part, which of the network did not."""

import json
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from copanalytics.drawing import BLUE, INK, ORANGE, WIDTH, canvas, styled, svg

LAND = "#D5DBE0"
SMALL = 4.0
"""Degrees of width and height below which a country is drawn as a dot."""

SOUTH, NORTH = -57.0, 84.0


def world(took_part: Collection[str], others: Collection[str]) -> bytes:
    """Return the map as SVG: countries (ISO 3166-1 alpha-2) that took part, and others to show.

    Small states are dots. Outlines: Natural Earth, public domain; places: the time zone database.
    """
    height = WIDTH * (NORTH - SOUTH) / 360
    with styled():
        figure, axes = canvas(height)
        axes.set_xlim(-180, 180)
        axes.set_ylim(SOUTH, NORTH)
        _fill(axes, _world()["land"], LAND)
        for codes, colour, hatch in ((others, ORANGE, "////"), (took_part, BLUE, None)):
            _fill(axes, [r for c in sorted(codes) for r in _outlines().get(c, [])], colour, hatch)
            _dots(axes, codes, colour)
        return svg(figure)


Ring = list[list[float]]


def _fill(axes: Axes, rings: list[Ring], colour: str, hatch: str | None = None) -> None:
    if rings:
        paths = [Path([*ring, ring[0]], closed=True) for ring in rings]
        patch = PathPatch(Path.make_compound_path(*paths), facecolor=colour, hatch=hatch,
                          edgecolor="white", linewidth=0.3, snap=False)  # fmt: skip
        axes.add_patch(patch)


def _dots(axes: Axes, codes: Collection[str], colour: str) -> None:
    dots = [_world()["places"][code] for code in sorted(codes) if _is_dot(code)]
    if dots:
        axes.scatter(*zip(*dots, strict=True), s=26, color=colour, edgecolors=INK, linewidths=0.7,
                     zorder=3)  # fmt: skip


def _is_dot(code: str) -> bool:
    if code not in _world()["places"]:
        return False
    points = [point for ring in _outlines().get(code, []) for point in ring]
    if not points:
        return True
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)
    return max(wide, high) < SMALL


def _outlines() -> dict[str, list[Ring]]:
    return _world()["outlines"]


@cache
def _world() -> dict[str, Any]:
    shipped = files("copanalytics") / "reference" / "world.json"
    return json.loads(shipped.read_text(encoding="utf-8"))
