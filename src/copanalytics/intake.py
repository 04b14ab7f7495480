"""Every file of a community folder: read, or refused with the reason, and of which session."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pandas as pd

from copanalytics import countries, exports
from copanalytics.coding_files import coding_files
from copanalytics.errors import CopanalyticsError, Problem
from copanalytics.exports import Export, Reading
from copanalytics.folding import fold, question_key
from copanalytics.received import Received, without_repeats
from copanalytics.references import CLOSED, PROMPTS, References, references
from copanalytics.settings import Settings, read_reference, read_sessions, read_settings

T = TypeVar("T")

DIRECTORY = ("members.csv", "members.xlsx")
NOT_EXPORTS = ("thumbs.db", "desktop.ini")
EARLIEST, LATEST = dt.timedelta(days=31), dt.timedelta(days=92)
"""How long before and after a session a form about it may be sent."""


@dataclass(frozen=True)
class Known:
    """What is known before a file is read: the sessions, what the analyst said, the defaults."""

    folder: Path
    sessions: pd.DataFrame
    said: References
    reading: Reading


@dataclass(frozen=True)
class Folder:
    """A community folder read, before it is decided whether it can be used."""

    settings: Settings
    sessions: pd.DataFrame
    said: References
    files: list[Received]


def read_folder(folder: str | Path) -> Folder:
    """Return what the folder keeps and every file in it, read or refused.

    Raises: CopanalyticsError when settings, sessions or references cannot be used at all.
    """
    path = Path(folder)
    if not path.is_dir():
        raise CopanalyticsError(
            f"{folder}: is no folder below {Path.cwd().name}; call the command from the folder "
            f"that holds it, or make a new one with: copanalytics init {folder}"
        )
    settings, wrong = _tried(lambda: read_settings(path), Settings())
    sessions, also = _tried(lambda: read_sessions(path, settings), pd.DataFrame())
    said, besides = _tried(lambda: references(path), None)
    if wrong or also or said is None:
        raise CopanalyticsError(*wrong, *also, *besides)
    if sessions.empty and any((path / "exports").glob("*/*")):
        raise CopanalyticsError("sessions.csv: has no session yet; add a row for each.")
    known = Known(path, sessions, said, Reading(settings.timezone, mappings=said.mappings))
    return Folder(settings, sessions, said, received(known))


def _tried(read: Callable[[], T], otherwise: T) -> tuple[T, tuple[str, ...]]:
    """What was read and no line, or the other value and the lines that say what is wrong."""
    try:
        return read(), ()
    except CopanalyticsError as error:
        return otherwise, error.lines


def received(known: Known) -> list[Received]:
    """Return every file of the folder, in the order of their names."""
    folder = known.folder
    found = [_directory(path, known) for path in sorted(folder.iterdir()) if _is_table(path)]
    seen: dict[str, str] = {}
    for path in sorted(p for p in (folder / "exports").rglob("*") if _is_export(p)):
        name = path.relative_to(folder).as_posix()
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            found.append(Received(name, refused=f"{name}: cannot be read ({error.strerror})."))
            continue
        first = seen.setdefault(digest, name)
        if first == name:
            found.append(_in_session(path, name, known))
        else:
            note = Problem(None, "note", f"is the same file as {first}; counted once.")
            found.append(Received(name, notes=(note,)))
    once = without_repeats(found)
    return [*once, *_people_of_no_file(folder, found), *coding_files(folder, once)]


def _people_of_no_file(folder: Path, files: list[Received]) -> list[Received]:
    """Corrections in reference/people.csv whose target nobody is called, as files refused."""
    said = read_reference(folder, "people", ("written", "is"))
    tables = [file.export.table for file in files if file.export]
    tables += [
        file.export.registrations
        for file in files
        if file.export and file.export.registrations is not None
    ]
    called = {fold(text) for t in tables for c in ("name", "email") for text in t[c].dropna()}
    return [
        Received(
            "reference/people.csv",
            refused=f"reference/people.csv, line {line}: {target!r} is in no file; write a name as "
            "one of the files has it, or an e-mail.",
        )
        for line, target in said["is"].items()
        if fold(target) not in called and "@" not in target
    ]


def _is_table(path: Path) -> bool:
    own = path.name == "sessions.csv"
    return _is_export(path) and path.suffix.lower() in (".csv", ".xlsx") and not own


def _directory(path: Path, known: Known) -> Received:
    """The member directory; any other table beside it is not read, and said so."""
    if path.name.lower() not in DIRECTORY:
        unread = "is not read here: the directory is members.csv, exports are in exports/<date>/."
        return Received(path.name, notes=(Problem(None, "note", unread),))
    file = _read(path, path.name, replace(known.reading, directory=True))
    if file.export is None:
        return file
    written = file.export.table["country"].dropna().unique()
    unknown = [
        text
        for text in written
        if not countries.resolve(text) and fold(text) not in known.said.countries
    ]
    if not unknown:
        return file
    note = (
        f"countries that are not known: {', '.join(map(repr, unknown))}; say which in "
        "reference/countries.csv (written,country), else they count as not known."
    )
    return replace(file, notes=(Problem(None, "note", note),))


def _is_export(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$")) or path.name.lower() in NOT_EXPORTS
    return path.is_file() and not hidden


def _in_session(path: Path, name: str, known: Known) -> Received:
    parts = path.relative_to(known.folder / "exports").parts
    place = parts[0] if len(parts) > 1 else ""
    sessions = known.sessions
    mine = sessions[(sessions["folder"] == place) | (sessions["session"] == place)]
    if len(mine) != 1:
        return Received(name, refused=_no_session(name, place, sessions))
    session = mine.iloc[0]
    zone = str(session["timezone"])
    day = session["start"].tz_convert(zone).date()
    order = known.said.orders.get(name)
    file = _read(path, name, replace(known.reading, timezone=zone, date=day, order=order))
    if file.export is None:
        return file
    wrong = (
        _wrong_place(file.export, zone, day)
        or _wrong_time(file.export, day)
        or _unmapped(file.export, known.said.prompts)
    )
    if wrong:
        return Received(name, str(session["session"]), refused=f"{name}: {wrong}")
    return replace(file, session=str(session["session"]))


def _no_session(name: str, place: str, sessions: pd.DataFrame) -> str:
    mine = sessions[sessions["folder"] == place]
    if not place:
        return f"{name}: is in no session's folder; move it to exports/<date of the session>/."
    day = place[:10]
    if mine.empty and day != place and day in set(sessions["folder"]):
        return f"{name}: the folder {place!r} is no session's; rename it to {day}."
    if mine.empty:
        return (
            f"{name}: sessions.csv has no session on {place!r}; add the session there, or move "
            "the file to the folder of its session."
        )
    names = " or exports/".join(mine["session"])
    return f"{name}: two sessions were on {place}; move it to exports/{names}."


def _read(path: Path, name: str, reading: Reading) -> Received:
    try:
        return Received(name, export=exports.read(path, name, reading))
    except CopanalyticsError as error:
        return Received(name, refused=str(error))


def _wrong_place(export: Export, zone: str, day: dt.date) -> str | None:
    """A list of people is no session's; connections are of the session's day or a day beside."""
    if export.kind == "members":
        return "is a list of people; if it is the directory, save it as members.csv in the folder."
    if export.kind != "attendance" or export.table["joined_at"].isna().all():
        return None
    local = export.table["joined_at"].dt.tz_convert(zone).dropna()
    near = local.dt.date.between(day - dt.timedelta(days=1), day + dt.timedelta(days=1))
    if near.all():
        return None
    other = local[~near].iloc[0].date()
    return (
        f"has connections on {other}, but its session was on {day}; move it to the folder of "
        "its session, or mend the date in sessions.csv."
    )


def _wrong_time(export: Export, day: dt.date) -> str | None:
    """A form of which every answer was sent long before or after the session is another's."""
    if export.kind != "feedback" or export.table.empty:
        return None
    sent = export.table["submitted_at"].dt.date
    if sent.between(day - EARLIEST, day + LATEST).any():
        return None
    return (
        f"was answered on {sent.min()}, but its session was on {day}; move it to the folder of "
        "its session."
    )


def _unmapped(export: Export, prompts: dict[str, str]) -> str | None:
    if export.kind != "feedback":
        return None
    asked = export.table["question"].dropna().unique()
    unknown = [question for question in asked if question_key(question) not in prompts]
    if not unknown:
        return None
    return (
        f"asks {'; '.join(map(repr, unknown))}; say in reference/prompts.csv (question,prompt) "
        f"what each asks for: {', '.join(PROMPTS)}, or {CLOSED}."
    )
