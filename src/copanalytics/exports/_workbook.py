"""Workbooks (.xlsx, .ods, old .xls) as rows of text, sheet by sheet."""

import datetime as dt
import io
import re
import zipfile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from copanalytics.errors import CopanalyticsError
from copanalytics.exports import _packed

OLD = b"\xd0\xcf\x11\xe0"
"""First bytes of .xls, and of .xlsx with a password."""

MOST_CELLS = 2_000_000
"""Cells of the rectangle that a sheet may span, unless so many of its cells are filled."""

LARGEST_TEXT = 2 * 2**30
"""Bytes of text that cells may come to which share one long text."""

PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,9})[\"']")
ODS_ROW = re.compile(
    rb"<table:table-row([^>]*?)(/?)>(.*?)(?=<table:table-row|</table:table>|$)", re.S
)
ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell([^>]*)>")
REPEATED = re.compile(rb"repeated\s*=\s*[\"'](\d{1,9})[\"']")
BROKEN = (CalamineError, ValueError, IndexError, KeyError, OSError, zipfile.BadZipFile)


def sheets(raw: bytes, name: str) -> dict[str, list[list[str]]]:
    """Return the title of each sheet of cells and its rows, as texts.

    Dates are year first, whole numbers have no decimal point.

    Raises: CopanalyticsError when it is broken, protected by a password, or larger unpacked than
    an export is.
    """
    if raw.startswith(OLD):
        return _read(raw, name, f"{name}: is an old Excel workbook (.xls) that cannot be read; "
                     "open it and save it as .xlsx.")  # fmt: skip
    broken = f"{name}: is no whole Excel workbook (.xlsx) or .ods; download it again."
    return _read(_safe(raw, name), name, broken)


def _read(raw: bytes, name: str, broken: str) -> dict[str, list[list[str]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        titles = [sheet.name for sheet in book.sheets_metadata if _is_table(sheet.typ)]
        found = {title: book.get_sheet_by_name(title) for title in titles}
        return {
            title: [[_said(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            for title, sheet in found.items()
        }
    except PasswordError as error:
        raise CopanalyticsError(
            f"{name}: is protected by a password; open it and save it as .xlsx without one."
        ) from error
    except BROKEN as error:
        raise CopanalyticsError(broken) from error


def _is_table(kind: SheetTypeEnum) -> bool:
    return kind == SheetTypeEnum.WorkSheet


def _said(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return str(cell)


def _safe(raw: bytes, name: str) -> bytes:
    """The workbook packed anew without compression, so that nothing is unpacked unwatched.

    calamine goes on unpacking where a file is larger than it declares, and makes room for the
    rectangle that a single far cell spans.
    """
    plain = io.BytesIO()
    with _packed.opened(raw, name) as archive, zipfile.ZipFile(plain, "w") as made:
        longest = 0
        cells = 0
        for part in archive.infolist():
            if part.is_dir() or not _needed(part.filename):
                continue
            content = _packed.unpacked(archive, part, name)
            cells += _checked(part.filename, content, name)
            longest = max(longest, _longest(part.filename, content))
            made.writestr(part.filename, content)
    if cells * longest > LARGEST_TEXT:
        raise CopanalyticsError(f"{name}: has texts too long for {cells:,} cells; it is refused.")
    return plain.getvalue()


def _needed(inner: str) -> bool:
    return inner.casefold().endswith((".xml", ".rels", "mimetype"))


def _checked(inner: str, content: bytes, name: str) -> int:
    """How many cells a sheet has, none of them far from the others."""
    if inner.casefold().startswith("xl/worksheets/"):
        filled, area = _xlsx_area(content)
    elif inner == "content.xml":
        filled, area = _ods_area(content)
    else:
        return 0
    if area > max(MOST_CELLS, 4 * filled):
        raise CopanalyticsError(
            f"{name}: spans {area:,} cells of which {filled:,} are filled; it is refused. Copy its "
            "table into a new workbook, or save it as CSV."
        )
    return filled


def _longest(inner: str, content: bytes) -> int:
    if not inner.casefold().endswith("sharedstrings.xml"):
        return 0
    return max(map(len, re.split(rb"</(?:\w+:)?si>", content)), default=0)


def _xlsx_area(content: bytes) -> tuple[int, int]:
    places = PLACE.findall(content)
    columns = max((_column(letters) for letters, _ in places), default=0)
    return len(places), columns * max((int(row) for _, row in places), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _ods_area(content: bytes) -> tuple[int, int]:
    """A row or cell that says something may be repeated, and so may empty ones before it."""
    filled = rows = height = width = 0
    for attributes, _, inside in ODS_ROW.findall(content):
        rows += _times(attributes)
        at = last = 0
        for cell in ODS_CELL.findall(inside):
            at += _times(cell)
            if b"value-type" in cell:
                filled, last = filled + 1, at
        if last:
            height, width = rows, max(width, last)
    return filled, height * width


def _times(attributes: bytes) -> int:
    found = REPEATED.search(attributes)
    return int(found[1]) if found else 1
