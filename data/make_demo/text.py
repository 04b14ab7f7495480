"""Rows to the text of a file, and instants to the many ways in which exports write them."""

import csv
import io
from pathlib import Path

import pandas as pd

ZONE = "Europe/London"
"""The zone of all times in the invented exports."""

MINIMAL, ALL = csv.QUOTE_MINIMAL, csv.QUOTE_ALL


def separated(rows: list[list], mark: str = ",", end: str = "\r\n", quoting: int = MINIMAL) -> str:
    """Return rows as separated text."""
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


def save(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write the text with its line ends as they are, in a folder made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def month_first(instant: pd.Timestamp) -> str:
    """Return '02/05/2025 01:56:12 PM', as Zoom writes for an American account."""
    return f"{_local(instant):%m/%d/%Y %I:%M:%S %p}"


def after_excel(instant: pd.Timestamp) -> str:
    """Return '17/09/2025 13:56', as Excel writes after reading a date: the seconds are gone."""
    return f"{_local(instant):%d/%m/%Y %H:%M}"


def month_name(instant: pd.Timestamp) -> str:
    """Return 'Mar 19, 2025 12:56:12', the rows of Zoom's webinar report."""
    return f"{_local(instant):%b %d, %Y %H:%M:%S}"


def month_name_12(instant: pd.Timestamp) -> str:
    """Return 'Mar 19, 2025 1:02 PM', the other times in Zoom's webinar report."""
    local = _local(instant)
    return f"{local:%b %d, %Y} {_hour(local)}:{local:%M %p}"


def british(instant: pd.Timestamp) -> str:
    """Return '21/05/25, 13:56:02', Teams in British English."""
    return f"{_local(instant):%d/%m/%y, %H:%M:%S}"


def american(instant: pd.Timestamp) -> str:
    """Return '11/26/25, 1:56:02 PM', Teams in American English."""
    local = _local(instant)
    return f"{local.month}/{local.day}/{local:%y}, {_hour(local)}:{local:%M:%S %p}"


def zoned(instant: pd.Timestamp) -> str:
    """Return '2025/02/05 3:41:12 PM GMT+0', Google Forms' own download."""
    local = _local(instant)
    hours = int(local.utcoffset().total_seconds() // 3600)
    return f"{local:%Y/%m/%d} {_hour(local)}:{local:%M:%S %p} GMT{hours:+d}"


def day_first(instant: pd.Timestamp) -> str:
    """Return '17/09/2025 15:31:22', a British or French Google Sheet."""
    return f"{_local(instant):%d/%m/%Y %H:%M:%S}"


def naive(instant: pd.Timestamp) -> pd.Timestamp:
    """Return the local time without its zone, as a workbook holds it."""
    return _local(instant).tz_localize(None)


def _local(instant: pd.Timestamp) -> pd.Timestamp:
    return instant.tz_convert(ZONE)


def _hour(local: pd.Timestamp) -> int:
    return local.hour % 12 or 12
