"""Writes reference/world.json, the outlines and places that the report's map is drawn from.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    uv run --with shapely --with pycountry --with tzdata tools/world.py package/countries-110m.json

Outlines: Natural Earth 1:110m, public domain, as TopoJSON by world-atlas (ISC licence). Places, one
a country, for those too small to be seen: the time zone database's zone.tab, public domain.
"""

import json
import re
import sys
from importlib.resources import files
from pathlib import Path

import pycountry
from shapely import MultiPolygon, Polygon, make_valid, unary_union

TARGET = Path(__file__).parents[1] / "src/copanalytics/reference/world.json"
FINE, COARSE = 0.35, 0.8
"""Degrees by which an outline may be simplified: of a country that is marked, and of all land."""

NUMBERLESS = {"Kosovo": "XK"}


def main() -> None:
    """Read the TopoJSON and write the outlines by country."""
    atlas = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [decoded(arc, atlas["transform"]) for arc in atlas["arcs"]]
    outlines: dict[str, list[list[list[float]]]] = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        if code != "AQ":
            outlines.setdefault(code, []).extend(rings(geometry, arcs))
    shapes = {code: make_valid(MultiPolygon([Polygon(r) for r in rings])) for code, rings in
              sorted(outlines.items())}  # fmt: skip
    world = {
        "land": simplified(unary_union(list(shapes.values())), COARSE),
        "outlines": {code: simplified(shape, FINE) for code, shape in shapes.items() if code},
        "places": places(),
    }
    TARGET.write_text(json.dumps(world, separators=(",", ":")) + "\n", encoding="utf-8")


def decoded(arc: list[list[int]], transform: dict) -> list[tuple[float, float]]:
    """Return an arc's points in degrees."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def code_of(geometry: dict) -> str:
    """Return the country's two letters; nothing for land that ISO does not list."""
    name = geometry["properties"]["name"]
    found = pycountry.countries.get(numeric=geometry.get("id", ""))
    return found.alpha_2 if found else NUMBERLESS.get(name, "")


def rings(geometry: dict, arcs: list) -> list[list[list[float]]]:
    """Return the outer rings; one across the date line is there on both sides."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    found = []
    for polygon in polygons:
        points = [p for index in polygon[0] for p in (arcs[index] if index >= 0 else
                                                      arcs[~index][::-1])]  # fmt: skip
        ring = unwrapped(points)
        found.append(ring)
        east, west = max(x for x, _ in ring), min(x for x, _ in ring)
        found += [[[x - 360, y] for x, y in ring]] if east > 180 else []
        found += [[[x + 360, y] for x, y in ring]] if west < -180 else []
    return found


def unwrapped(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the points with no jump from one side of the map to the other."""
    found = [points[0]]
    for x, y in points[1:]:
        while x - found[-1][0] > 180:
            x -= 360
        while x - found[-1][0] < -180:
            x += 360
        found.append((x, y))
    return found


def simplified(shape, tolerance: float) -> list[list[list[float]]]:
    """Return the outer rings of a shape with fewer points, to a tenth of a degree."""
    parts = getattr(shape.simplify(tolerance), "geoms", [shape.simplify(tolerance)])
    large = [part for part in parts if part.geom_type == "Polygon" and part.area > tolerance**2]
    return [[[round(x, 1), round(y, 1)] for x, y in part.exterior.coords[:-1]] for part in large]


def places() -> dict[str, list[float]]:
    """Return a place in each country: longitude and latitude of its first time zone."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    found: dict[str, list[float]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            code, at, *_ = line.split("\t")
            lat, lon = re.findall(r"[+-]\d+", at)
            found.setdefault(code, [degrees(lon, 3), degrees(lat, 2)])
    return found


def degrees(text: str, whole: int) -> float:
    """Return ±DDMM or ±DDDMM, perhaps with seconds, in degrees."""
    sign, digits = (-1 if text[0] == "-" else 1), text[1:]
    return round(sign * (int(digits[:whole]) + int(digits[whole : whole + 2]) / 60), 1)


if __name__ == "__main__":
    main()
