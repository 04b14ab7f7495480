"""Sheets of a workbook as texts; also a script that does so in a process of its own.

The old format .xls is read there: what reads it trusts the file, and a damaged one may stop it, or
never end. The script imports nothing of copanalytics, so that it starts quickly.
"""

import datetime as dt
import io
import json
import subprocess
import sys

from python_calamine import CalamineWorkbook, SheetTypeEnum

LONGEST = 20
"""Seconds that an old workbook may take."""

PROTECTED = 3
"""What the script exits with if a password is needed."""


def texts(raw: bytes) -> dict[str, list[list[str]]]:
    """Return the title of each sheet of cells and its rows, as texts.

    Dates are year first, whole numbers have no decimal point.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    titles = [s.name for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    sheets = {title: book.get_sheet_by_name(title) for title in titles}
    return {
        title: [[_said(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        for title, sheet in sheets.items()
    }


def texts_apart(raw: bytes) -> dict[str, list[list[str]]] | None:
    """Return the same of an old workbook, read in a process of its own; None if it cannot be.

    Raises: PermissionError when it is protected by a password.
    """
    command = [sys.executable, "-I", __file__]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode == PROTECTED:
        raise PermissionError("a password is needed")
    return json.loads(done.stdout) if done.returncode == 0 else None


def _said(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return str(cell)


def _main() -> None:
    from python_calamine import PasswordError

    try:
        found = texts(sys.stdin.buffer.read())
    except PasswordError:
        sys.exit(PROTECTED)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    _main()
