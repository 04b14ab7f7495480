"""Puts the truth into the files that an analyst would have downloaded."""

from pathlib import Path

from . import coding, directory, forms, rooms, teams, zoom_meeting, zoom_webinar
from .tables import HERE
from .text import american, british, save
from .truth import Truth

BOM, OLD_WINDOWS = "utf-8-sig", "cp1252"
KEPT = {
    "community.toml": "community.toml",
    "sessions.csv": "sessions.csv",
    "countries.csv": "reference/countries.csv",
}
"""Files kept by hand in this folder, and where they go."""


def write(truth: Truth, folder: Path) -> None:
    """Write a whole community folder; the same truth gives the same bytes."""
    for name, place in KEPT.items():
        save(folder / place, (HERE / name).read_text(encoding="utf-8"))
    save(folder / "members.csv", directory.members(truth), BOM)
    save(folder / "reference/prompts.csv", directory.prompts())
    save(folder / "reference/people.csv", directory.people(truth))
    save(folder / "reference/codings.csv", coding.codings(truth))
    _attendance(truth, folder / "exports")
    _feedback(truth, folder / "exports")
    _rooms(truth, folder / "exports")


def _attendance(truth: Truth, exports: Path) -> None:
    first = exports / "2025-02-05/participants_84512093377.csv"
    save(first, zoom_meeting.detail(truth, "cop-1"), BOM)
    webinar = exports / "2025-03-19/82233445566 - Attendee Report.csv"
    save(webinar, zoom_webinar.report(truth, "hic-1"), BOM)
    second = teams.report(truth, "cop-2", british).replace("\n", "\r\n")
    name = "Community of Practice - Attendance report 5-21-25.csv"
    save(exports / "2025-05-21" / name, "\ufeff" + second, "utf-16-le")
    third = exports / "2025-09-17/participants_84512093377 (1).csv"
    save(third, zoom_meeting.resaved(truth, "cop-3"), OLD_WINDOWS)
    unique = exports / "2025-10-22/participants_81199887766.csv"
    save(unique, zoom_meeting.unique(truth, "hic-2"))
    fourth = exports / "2025-11-26/Attendance report saved again.csv"
    save(fourth, teams.report(truth, "cop-4", american))


def _feedback(truth: Truth, exports: Path) -> None:
    first = exports / "2025-02-05/Community of Practice - Session One.csv"
    save(first, forms.google_form(truth, "cop-1"))
    second = exports / "2025-05-21/Community of Practice Session Two feedback(1-18).xlsx"
    forms.microsoft(truth, "cop-2", second, forms.ENGLISH)
    asked = exports / "2025-05-21/Questions in advance (Responses) - Form Responses 1.csv"
    save(asked, forms.google_sheet(truth, "cop-2-advance"))
    third = exports / "2025-09-17/Session Three (Responses) - Form Responses 1.csv"
    save(third, forms.google_sheet(truth, "cop-3-en"))
    french = exports / "2025-09-17/Troisieme seance (reponses) - Reponses au formulaire 1.csv"
    save(french, forms.google_sheet(truth, "cop-3-fr", "Horodateur"))
    talk = exports / "2025-10-22/HI in Conversation October.csv"
    save(talk, forms.google_form(truth, "hic-2"))
    fourth = exports / "2025-11-26/Session Four feedback(1-18).xlsx"
    forms.microsoft(truth, "cop-4", fourth, forms.FRENCH)


def _rooms(truth: Truth, exports: Path) -> None:
    days = {"cop-1": "2025-02-05", "cop-2": "2025-05-21", "cop-3": "2025-09-17"}
    for session, day in days.items():
        text = rooms.listed(truth.rooms, truth.people, session)
        save(exports / day / "break-out rooms.csv", text, BOM)
