"""Writes the invented workbooks of live tools among the samples: `python make_live_tools.py`."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

MADE = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)
AT = datetime(2026, 5, 20, 10, 15, 1)  # noqa: DTZ001 - Mentimeter's cells have no zone

PIVOT = ["Participant ID", "Participant Name", "Participant Email", "Participant Company",
         "Total Correct Answers"]  # fmt: skip
EXPORT = ["Participant ID", "Poll ID", "Poll Type", "Poll Question", "Poll Option",
          "Submission Date", "Submission Time"]  # fmt: skip
WORDS, CHOICE = "Word cloud", "Multiple choice (Single answer)"
DAY = "06/10/2025"

BOOKS: Mapping[str, Mapping[str, Sequence[Sequence]]] = {
    "slido_polls/per_participant.xlsx": {
        "Pivot All": [
            [*PIVOT, "One word for today?", "Is it useful?"],
            ["", "", "", "", "", WORDS, CHOICE],
            ["aa01", "Noor Belhadj", "noor@example.org", "Homes for All", 0, "rooms; rooms", "Yes"],
            ["aa02", "Anonymous", "", "", "", "NA", "No"],
            ["aa03", "Anonymous", "", "", "", "", ""],
        ],
        "Export All": [
            EXPORT,
            ["aa01", 11, WORDS, "One word for today?", "rooms", DAY, "10:15:01"],
            ["aa01", 11, WORDS, "One word for today?", "rooms", DAY, "10:15:20"],
            ["aa02", 11, WORDS, "One word for today?", "NA", DAY, "10:15:09"],
            ["aa01", 12, CHOICE, "Is it useful?", "Yes", DAY, "10:25:01"],
            ["aa02", 12, CHOICE, "Is it useful?", "No", DAY, "10:25:09"],
        ],
    },
    "slido_questions/asked.xlsx": {
        "Questions": [
            ["Question text", "Highlighted", "Status", "User ID", "Sentiment", "Submission Date",
             "Submission Time"],
            ["Who pays?", "No", "Answered", "aa01", "Neutral", "06/25/2025", "10:20:00"],
        ],
    },
    "mentimeter/voters.xlsx": {
        "Overview": [["Invented circle"], ["Question 1", "2 voters"]],
        "Voters": [
            ["Invented circle"],
            [],
            ["Date (UTC)", "Session", "Voter", "One word for today?: Answer",
             "One word for today?: Score", "One word for today?::Name", "Rate::Useful",
             "Rate::Long"],
            [AT, "1", "1", "rooms", "", "Noor", 5, 2],
            [AT, "1", "2", "NA", "", "", 4, None],
            [AT, "2", "1", None, "", "", None, None],
        ],
    },
}  # fmt: skip
"""Path of each workbook to its sheets and their rows."""

ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/></manifest:manifest>'
)
ATTENDEES = [
    ["Name", "User ID", "Title", "RSVP", "Guests", "RSVPed on", "Event Host"],
    ["Noor Belhadj", "112233445", "Member", "Yes", "0", "2026-07-28 14:22:11", "No"],
    ["Owen Farthing", "554433221", "", "Yes", "2", "2026-07-29 09:15:00", "Yes"],
]


def write(folder: Path) -> None:
    """Write every workbook into the folder."""
    for name, sheets in BOOKS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        with xlsxwriter.Workbook(folder / name) as workbook:
            workbook.set_properties({"created": MADE})
            stamp = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
            for title, rows in sheets.items():
                _fill(workbook.add_worksheet(title), rows, stamp)
    (folder / "meetup").mkdir(exist_ok=True)
    open_document(folder / "meetup/attendees_open.ods", ATTENDEES)


def open_document(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write the rows as a spreadsheet of LibreOffice, with the empty rows that it adds."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    said = "".join(
        f"<table:table-row>{''.join(cell.format(escape(text)) for text in row)}</table:table-row>"
        for row in rows
    )
    rest = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    body = f'<table:table table:name="Sheet1">{said}{rest}</table:table>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES}><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as packed:
        parts = {"mimetype": ODS, "META-INF/manifest.xml": MANIFEST, "content.xml": content}
        for name, text in parts.items():
            packed.writestr(zipfile.ZipInfo(name, (2025, 1, 6, 9, 0, 0)), text)


def _fill(sheet, rows: Sequence[Sequence], stamp) -> None:
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(place, column, value, stamp)
            elif value is not None:
                sheet.write(place, column, value)


if __name__ == "__main__":
    write(Path(__file__).parent)
