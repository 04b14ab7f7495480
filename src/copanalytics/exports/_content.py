"""Bytes of an export to rows of text, whatever the encoding, separator or workbook."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from copanalytics.errors import CopanalyticsError
from copanalytics.exports import _packed
from copanalytics.exports._text import decoded, refuse_other_files
from copanalytics.folding import fold

SEPARATORS = (",", ";", "\t", "|")
SEPARATOR_LINE = re.compile(r'"?sep=([,;|\t])"?\r?\n', re.IGNORECASE)
"""A first line that Excel understands, and which is no row."""

GUARD = re.compile(r'="(.*)"', re.DOTALL)
"""A text that an exporter wrote as a formula, so that a spreadsheet leaves it as it is."""

APOSTROPHE = re.compile(r"'[=+\-@\t\r]")
"""An apostrophe that an exporter put before what a spreadsheet would take for a formula."""

LINE_IN_QUOTES = re.compile(r'"((?:[^"]|"")*[,;\t](?:[^"]|"")*)"[,;\t]*')
"""A line of several cells that was saved as one."""

LOOKED_AT = 200
"""Rows that are enough to know how a text is separated."""

START = 100_000
"""Letters that hold as many rows."""


class Row(NamedTuple):
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

    name: how the file is called in messages. rows: every row but blank ones at the start and the
    end, of a workbook's first sheet that has any. text: all that a text file says, empty for a
    workbook.
    sheets: title and rows of every sheet of a workbook. cut: the line of a cell in quotes that
    never ends.
    """

    name: str
    rows: list[Row]
    text: str = ""
    sheets: Mapping[str, list[Row]] = field(default_factory=dict)
    cut: int | None = None

    def wrong(self, message: str, line: int | None = None) -> CopanalyticsError:
        """Return the error `file, line: message`."""
        where = f"{self.name}, line {line}" if line else self.name
        return CopanalyticsError(f"{where}: {message}")

    def whole(self) -> "Content":
        """Return the content itself.

        Raises: CopanalyticsError when it is cut short inside a quoted cell.
        """
        if self.cut:
            raise self.wrong("is cut short inside a quoted cell; download it again.", self.cut)
        return self


def content(path: Path, name: str) -> Content:
    """Return what the file at `path` says; `name` is used in messages.

    Raises: CopanalyticsError when the file is empty, cut short, or holds no table.
    """
    return content_of(bytes_of(path, name), name).whole()


def bytes_of(path: Path, name: str) -> bytes:
    """Return the bytes of a file.

    Raises: CopanalyticsError when it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise CopanalyticsError(f"{name}: cannot be read ({error.strerror}).") from error


def content_of(raw: bytes, name: str) -> Content:
    """Return what the bytes of a file say, even if it ends inside a quoted cell.

    Raises: CopanalyticsError when it is empty, cut short, or holds no table.
    """
    if not raw.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise CopanalyticsError(f"{name}: is empty; download it again.")
    refuse_other_files(raw, name)
    if raw.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _workbook(raw, name)
    text = decoded(raw, name)
    rows, cut = _text_rows(text)
    return Content(name, _trimmed(rows), text, cut=cut)


def _workbook(raw: bytes, name: str) -> Content:
    from copanalytics.exports._workbook import sheets

    if _packed.is_archive(raw):
        raise CopanalyticsError(f"{name}: is a zip of files; unpack it and read one of them.")
    found = {
        title: _trimmed([Row(line, _plain(cells)) for line, cells in enumerate(rows, start=1)])
        for title, rows in sheets(raw, name).items()
    }
    filled = [rows for rows in found.values() if rows]
    return Content(name, filled[0] if filled else [], sheets=found)


def _trimmed(rows: list[Row]) -> list[Row]:
    while rows and rows[-1].blank:
        rows.pop()
    above = next((at for at, row in enumerate(rows) if not row.blank), 0)
    return rows[above:]


def _text_rows(written: str) -> tuple[list[Row], int | None]:
    text = _without_line_quotes(written)
    said = SEPARATOR_LINE.match(text)
    if said:
        rows, cut = _separated(text[said.end() :], said[1])
        return [Row(row.line + 1, row.cells) for row in rows], cut and cut + 1
    regular = {
        separator: _regularity(_split(text, separator, LOOKED_AT)) for separator in SEPARATORS
    }
    return _separated(text, max(SEPARATORS, key=lambda each: regular[each]))


def _without_line_quotes(text: str) -> str:
    """The text without quotes round whole lines, which a spreadsheet makes of lines in one cell.

    Lines without a comma stay as they were. Other text is given back as it is.
    """
    start = text[:START].splitlines()[:LOOKED_AT]
    whole = [found for line in start if (found := LINE_IN_QUOTES.fullmatch(line))]
    if len(whole) < 2 or sum('"' in line for line in start) > len(whole):
        return text
    inside = [found[1].replace('""', '"') for found in whole]
    widths = [len(next(csv.reader([line], delimiter=s))) for line in inside for s in SEPARATORS]
    if max(widths) < 3:
        return text
    lines = ((LINE_IN_QUOTES.fullmatch(line), line) for line in text.splitlines())
    return "\n".join(found[1].replace('""', '"') if found else line for found, line in lines)


def _separated(text: str, separator: str) -> tuple[list[Row], int | None]:
    rows = _split(text, separator)
    cut = rows[-1].line if rows and _ends_inside_quotes(text, separator, rows[-1].line) else None
    if '="' in text or '=""' in text or APOSTROPHE.search(text):
        rows = [Row(row.line, _plain(row.cells)) for row in rows]
    return rows, cut


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


def _ends_inside_quotes(text: str, separator: str, line: int) -> bool:
    """Whether the last row, which starts at the line, opens a quoted cell and never ends it."""
    if '"' not in text:
        return False
    tail = list(io.StringIO(text, newline=""))[line - 1 :]
    try:
        for _ in csv.reader(tail, delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


def _plain(cells: list[str]) -> list[str]:
    """The cells without what exporters put round them for the sake of spreadsheets."""
    return [_unguarded(cell) if cell[:1] in ("=", "'") else cell for cell in cells]


def _unguarded(cell: str) -> str:
    """The text inside a guard, or behind an apostrophe.

    >>> _unguarded('="007"'), _unguarded("'+44 1"), _unguarded("=1+1"), _unguarded("'tis")
    ('007', '+44 1', '=1+1', "'tis")
    """
    guarded = GUARD.fullmatch(cell)
    if guarded:
        return guarded[1].replace('""', '"')
    return cell[1:] if APOSTROPHE.match(cell) else cell
