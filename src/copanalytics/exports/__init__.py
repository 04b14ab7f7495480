"""Exports as platforms write them: one module a format, and this folder is the register.

A format module has `recognises(source) -> bool` and `read(source, reading) -> Export`. Modules that
start with `_` are shared helpers. Exactly one format may claim a file.
"""

import datetime as dt
import pkgutil
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from copanalytics.errors import CopanalyticsError, Problem
from copanalytics.exports import _mapped, _packed, _refusals
from copanalytics.exports._content import Content, bytes_of, content_of
from copanalytics.exports._export import Export, Order, Reading
from copanalytics.folding import fold
from copanalytics.shipping import shipped

__all__ = [
    "Export", "Format", "Order", "Reading", "formats", "read", "read_bytes", "read_export",
]  # fmt: skip


class Format(Protocol):
    """What a module of this folder offers."""

    def recognises(self, source: Content) -> bool:
        """Return whether a file is of this format, by its content."""
        ...

    def read(self, source: Content, reading: Reading) -> Export:
        """Return the file as an export."""
        ...


@cache
def formats() -> dict[str, Format]:
    """Return every format by its name: the module's, with hyphens."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return {
        name.replace("_", "-"): _format(name) for name in sorted(names) if not name.startswith("_")
    }


def _format(name: str) -> Format:
    module: Any = import_module(f"{__name__}.{name}")
    return module


def read_export(
    path: str | Path, timezone: str | None = None, date: dt.date | None = None
) -> Export:
    """Return the export at `path`, recognised by its content.

    timezone: IANA zone of the times, where the file states none (UTC if not given). date: the day
    of the session; it settles whether days or months come first, where the file leaves it open.

    Raises: CopanalyticsError when no format recognises the file, when it is empty or cut short,
    or when the order of day and month stays open. Nothing is read by halves.
    """
    return read(Path(path), Path(path).name, Reading(timezone, date))


def read(path: Path, name: str, reading: Reading) -> Export:
    """Return the export at `path`, called `name` in messages, with all that is known of it.

    A zip is read where it holds one file.
    """
    raw = bytes_of(path, name)
    if not (raw.startswith(b"PK") and _packed.is_archive(raw)):
        return read_bytes(raw, name, reading)
    inside = list(_packed.members(raw, name))
    if len(inside) > 1:
        titles = ", ".join(title for title, _ in inside[:6])
        raise CopanalyticsError(
            f"{name}: holds {len(inside)} files ({titles}); unpack it and read one of them, or put "
            "it into a community folder."
        )
    title, content = inside[0]
    if isinstance(content, CopanalyticsError):
        raise content
    return read_bytes(content, f"{name}/{title}", reading)


def read_bytes(raw: bytes, name: str, reading: Reading) -> Export:
    """Return the export with these bytes, called `name` in messages."""
    source = content_of(raw, name)
    claims = [title for title, format_ in formats().items() if format_.recognises(source)]
    if len(claims) > 1:
        raise source.wrong(f"is claimed by {' and '.join(claims)}; please report this file.")
    if not claims:
        found = _of_no_format(source.whole(), reading)
    elif getattr(formats()[claims[0]], "PROSE", False):
        # A quotation mark in prose opens no cell.
        found = formats()[claims[0]].read(source, reading)
    else:
        found = formats()[claims[0]].read(source.whole(), reading)
    return replace(found, problems=[*found.problems, *_unread_sheets(source, found)])


def _unread_sheets(source: Content, found: Export) -> list[Problem]:
    others = [
        sheet
        for sheet, rows in source.sheets.items()
        if rows and rows is not source.rows and sheet not in found.sheets
    ]
    if not others:
        return []
    named = ", ".join(map(repr, others[:5]))
    return [Problem(None, "note", f"has other sheets that were not read: {named}.")]


def _of_no_format(source: Content, reading: Reading) -> Export:
    mapping = _with_usual_headings(reading)
    kind = _mapped.kind_of(source, mapping)
    if kind is not None:
        return _mapped.read(source, mapping, kind)
    reason = _refusals.reason(source)
    if reason:
        raise source.wrong(reason)
    first = source.rows[0].cells[:6] if source.rows else []
    raise source.wrong(
        f"is no export that copanalytics knows (its first row is {first}); if it belongs "
        "here, say what its headings mean in reference/mappings.csv, else remove it."
    )


def _with_usual_headings(reading: Reading) -> Reading:
    mappings = pd.concat([reading.mappings, shipped("mappings")], ignore_index=True)
    folded = mappings.assign(heading=mappings["heading"].map(fold))
    first = folded.drop_duplicates(["kind", "heading"])
    return replace(reading, mappings=first)
