"""Bytes of an export to rows of text, whatever the encoding, separator or workbook."""

import csv
import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from copanalytics.errors import CopanalyticsError
from copanalytics.folding import fold

SEPARATORS = (",", ";", "\t", "|")
LARGEST_WORKBOOK = 512 * 2**20
"""Bytes that a workbook may unpack to before it is refused."""

REFUSED = {
    b"%PDF": "is a PDF, which holds no table; download the CSV or XLSX export instead.",
    b"\x89PNG": "is a picture, which holds no table; download the CSV or XLSX export instead.",
    b"\xff\xd8\xff": "is a picture, which holds no table; download the CSV or XLSX export instead.",
    b"\xd0\xcf\x11\xe0": "is an old Excel workbook (.xls); open it and save it as .xlsx.",
}
"""Files that are no export by their first bytes, and what to do."""


@dataclass(frozen=True)
class Row:
    """The cells of one row as text, and the line of the file where it starts."""

    line: int
    cells: list[str]

    @property
    def folded(self) -> list[str]:
        """The cells as headings are compared: without case, accents and doubled spaces."""
        return [fold(cell) for cell in self.cells]

    @property
    def blank(self) -> bool:
        """Whether no cell says anything."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Content:
    """What a file says, before anybody knows what it is.

    name: how the file is called in messages. rows: every row but blank ones at the end.
    """

    name: str
    rows: list[Row]

    def wrong(self, message: str, line: int | None = None) -> CopanalyticsError:
        """Return the error `file, line: message`."""
        where = f"{self.name}, line {line}" if line else self.name
        return CopanalyticsError(f"{where}: {message}")


def content(path: Path, name: str) -> Content:
    """Return what the file at `path` says; `name` is used in messages.

    Raises: CopanalyticsError when the file is empty, cut short, or holds no table.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CopanalyticsError(f"{name}: cannot be read ({error.strerror}).") from error
    if not raw.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise CopanalyticsError(f"{name}: is empty; download it again.")
    for start, reason in REFUSED.items():
        if raw.startswith(start):
            raise CopanalyticsError(f"{name}: {reason}")
    rows = _workbook(raw, name) if raw.startswith(b"PK") else _text_rows(_decoded(raw, name), name)
    while rows and rows[-1].blank:
        rows.pop()
    return Content(name, rows)


def _decoded(raw: bytes, name: str) -> str:
    text = _utf16(raw, name) if _is_utf16(raw) else _eight_bit(raw, name)
    if fold(text[:300]).startswith(("<!doctype", "<html")):
        raise CopanalyticsError(
            f"{name}: is a web page, not an export (was the download a log-in page?); "
            "sign in and download it again."
        )
    return text.replace("\x00", "")


def _is_utf16(raw: bytes) -> bool:
    head = raw[:400]
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) / 4


def _utf16(raw: bytes, name: str) -> str:
    big = raw.startswith(b"\xfe\xff") or (raw[:2] != b"\xff\xfe" and raw[:1] == b"\x00")
    try:
        return raw.decode("utf-16-be" if big else "utf-16-le").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise CopanalyticsError(
            f"{name}: is cut short (its text ends inside a character); download it again."
        ) from error


def _eight_bit(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not raw[: error.start].isascii():
            raise CopanalyticsError(
                f"{name}: is cut short (its text ends inside a character); download it again."
            ) from error
        # Excel on a Western Windows saves CSV in cp1252; its five unused bytes become U+FFFD.
        return raw.decode("cp1252", errors="replace")


def _text_rows(text: str, name: str) -> list[Row]:
    regular = {separator: _regularity(_split(text, separator, 200)) for separator in SEPARATORS}
    separator = max(SEPARATORS, key=lambda each: regular[each])
    rows = _split(text, separator)
    if rows and _ends_inside_quotes(text, separator):
        raise CopanalyticsError(
            f"{name}, line {rows[-1].line}: is cut short inside a quoted cell; download it again."
        )
    return rows


def _split(text: str, separator: str, most: int | None = None) -> list[Row]:
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows, line = [], 1
    for cells in reader:
        rows.append(Row(line, cells))
        line = reader.line_num + 1
        if most and len(rows) >= most:
            break
    return rows


def _regularity(rows: list[Row]) -> float:
    """How much a separator makes a table of the text: cells in rows of the commonest widths.

    A Teams report has sections of two to seven columns, so the square root keeps a wide and
    regular reading above one that is wide by chance.
    """
    widths = Counter(len(row.cells) for row in rows if not row.blank)
    return sum(count**2 * (width - 1) ** 0.5 for width, count in widths.items() if width > 1)


def _ends_inside_quotes(text: str, separator: str) -> bool:
    last = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for _ in last:
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _workbook(raw: bytes, name: str) -> list[Row]:
    from python_calamine import CalamineError, load_workbook

    broken = (zipfile.BadZipFile, NotImplementedError, CalamineError, ValueError, IndexError)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > LARGEST_WORKBOOK:
            raise CopanalyticsError(f"{name}: unpacks to {size:,} bytes; it is refused.")
        sheets = load_workbook(io.BytesIO(raw))
        cells = sheets.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except broken as error:
        raise CopanalyticsError(
            f"{name}: is no whole Excel workbook (.xlsx); download it again."
        ) from error
    return [Row(line, [_said(cell) for cell in row]) for line, row in enumerate(cells, start=1)]


def _said(cell: object) -> str:
    """A workbook's value as text: dates year first, whole numbers without a decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
