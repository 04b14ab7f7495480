"""Writes the invented Microsoft Forms workbooks among the samples: `python make_workbooks.py`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

MADE = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)
"""The date in the workbooks' properties: always the same, so that their bytes are."""

ENGLISH = ["ID", "Start time", "Completion time", "Email", "Name"]
FRENCH = ["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom"]
FRENCH += ["Heure de la dernière modification", "Langue"]
GERMAN = ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"]
BEGUN = datetime(2025, 7, 3, 14, 58)  # noqa: DTZ001 - Forms writes no zone
THURSDAY = datetime(2025, 7, 3, 15, 1, 5)  # noqa: DTZ001
LATER = datetime(2025, 7, 3, 15, 2)  # noqa: DTZ001
FRIDAY = datetime(2025, 7, 4, 7, 30)  # noqa: DTZ001
WINTER = datetime(2025, 12, 3, 15, 1, 5)  # noqa: DTZ001

BOOKS: dict[str, list[list]] = {
    "english": [
        [*ENGLISH, "Last modified time", "What worked well?", "How useful was the session?"],
        [1, BEGUN, THURSDAY, "noor@example.org", "Noor Belhadj", None, "The rooms;The pace;", 5],
        [2, FRIDAY, FRIDAY, "owen@example.org", "Owen Farthing", FRIDAY, "NA", None],
    ],
    "french_languages": [
        [*FRENCH, "Qu'est-ce qui a bien fonctionné ?"],
        [1, BEGUN, THURSDAY, "renee@example.org", "Renée Dubrac", None, "fr", "L'accueil"],
        [2, BEGUN, LATER, "noor@example.org", None, None, "en", "Everything, really"],
    ],
    "german": [
        [*GERMAN, "Was hat gut funktioniert? "],
        [1, WINTER, WINTER, "juergen@example.org", "Jürgen Ostwald", " Kleine Gruppen"],
    ],
    "anonymous": [
        [*ENGLISH, "What worked well?"],
        [1, BEGUN, THURSDAY, "anonymous", None, "The rooms"],
        [2, BEGUN, LATER, "anonymous", "Anonymous", "The rooms"],
    ],
    "repeated_question": [
        [*ENGLISH, "Why?", "Route 66", "Why?2", "Anything else for question 2?"],
        [1, BEGUN, THURSDAY, "anonymous", None, "Too far", "No", None, None],
        [2, BEGUN, LATER, "anonymous", None, None, None, "Too late", "No thanks"],
    ],
}  # fmt: skip
"""Name of each workbook to its rows, headings first."""


def write(folder: Path) -> None:
    """Write every workbook into the folder: one sheet, a table, dates as Excel keeps them."""
    for name, rows in BOOKS.items():
        with xlsxwriter.Workbook(folder / f"{name}.xlsx") as workbook:
            workbook.set_properties({"created": MADE})
            _fill(workbook, rows)


def _fill(workbook: xlsxwriter.Workbook, rows: Sequence[Sequence]) -> None:
    sheet = workbook.add_worksheet("Sheet1")
    stamp = workbook.add_format({"num_format": "m/d/yy h:mm:ss"})
    headings = [{"header": heading} for heading in rows[0]]
    sheet.add_table(0, 0, len(rows) - 1, len(headings) - 1, {"columns": headings})
    for place, row in enumerate(rows[1:], 1):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(place, column, value, stamp)
            elif value is not None:
                sheet.write(place, column, value)


if __name__ == "__main__":
    write(Path(__file__).parent / "microsoft_forms")
