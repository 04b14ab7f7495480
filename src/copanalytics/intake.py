"""Every file of a community folder: read, or refused with the reason, and of which session."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from copanalytics import exports
from copanalytics.coding import shipped
from copanalytics.errors import CopanalyticsError, Problem
from copanalytics.exports import Export, Order, Reading
from copanalytics.folding import question_key
from copanalytics.settings import Settings, read_reference, read_sessions, read_settings

PROMPTS = ("worked", "not_worked", "action", "hope", "concern", "question", "topic", "other")
CLOSED = "closed"
"""The prompt of a question whose answer is a rating, a choice or a vote."""

DIRECTORY = ("members.csv", "members.xlsx")
NOT_EXPORTS = ("thumbs.db", "desktop.ini")
ORDERS = ("day-first", "month-first")


@dataclass(frozen=True)
class Received:
    """One file: its path in the folder, its session (empty for the directory), what it gave.

    refused: why it could not be used at all, as one line; else None, and export is there.
    """

    file: str
    session: str = ""
    export: Export | None = None
    refused: str | None = None
    notes: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What its reading said, and what its place in the folder says."""
        return (*(self.export.problems if self.export else ()), *self.notes)


@dataclass(frozen=True)
class References:
    """What the analyst said in reference/*.csv, beside what ships."""

    prompts: dict[str, str]
    orders: dict[str, Order]
    mappings: pd.DataFrame


@dataclass(frozen=True)
class Known:
    """What is known before a file is read: the sessions, what the analyst said, the defaults."""

    folder: Path
    sessions: pd.DataFrame
    said: References
    reading: Reading


def references(folder: Path) -> References:
    """Return what is said of questions, orders of dates and headings.

    Raises: CopanalyticsError for a prompt or an order that there is not.
    """
    own = read_reference(folder, "prompts", ("question", "prompt"))
    orders = read_reference(folder, "date_orders", ("file", "order"))
    lines = [
        f"reference/prompts.csv, line {n}: prompt {p!r} is not one of "
        f"{', '.join((*PROMPTS, CLOSED))}."
        for n, p in own["prompt"].items()
        if p not in (*PROMPTS, CLOSED)
    ]
    lines += [
        f"reference/date_orders.csv, line {n}: order {o!r} is not one of {', '.join(ORDERS)}."
        for n, o in orders["order"].items()
        if o not in ORDERS
    ]
    if lines:
        raise CopanalyticsError(*lines)
    every = pd.concat([shipped("prompts"), own])
    return References(
        prompts=dict(zip(every["question"].map(question_key), every["prompt"], strict=True)),
        orders=dict(zip(orders["file"], orders["order"], strict=True)),
        mappings=read_reference(folder, "mappings", ("kind", "heading", "column")),
    )


@dataclass(frozen=True)
class Folder:
    """A community folder read, before it is decided whether it can be used."""

    settings: Settings
    sessions: pd.DataFrame
    files: list[Received]


def read_folder(folder: str | Path) -> Folder:
    """Return what the folder keeps and every file in it, read or refused.

    Raises: CopanalyticsError when settings, sessions or references cannot be used at all.
    """
    path = Path(folder)
    if not path.is_dir():
        raise CopanalyticsError(f"{folder}: is no folder; `copanalytics init {folder}` makes one.")
    errors: list[CopanalyticsError] = []
    settings, sessions = Settings(), pd.DataFrame()
    try:
        settings = read_settings(path)
    except CopanalyticsError as error:
        errors.append(error)
    try:
        sessions = read_sessions(path, settings)
    except CopanalyticsError as error:
        errors.append(error)
    try:
        references(path)
    except CopanalyticsError as error:
        errors.append(error)
    if errors:
        raise CopanalyticsError.together(errors)
    return Folder(settings, sessions, received(path, settings, sessions))


def received(folder: Path, settings: Settings, sessions: pd.DataFrame) -> list[Received]:
    """Return every file of the folder, in the order of their names."""
    said = references(folder)
    known = Known(folder, sessions, said, Reading(settings.timezone, mappings=said.mappings))
    directory = replace(known.reading, directory=True)
    found = [_read(folder / n, n, directory) for n in DIRECTORY if (folder / n).exists()]
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
            note = Problem(None, f"is the same file as {first}; counted once.", "note")
            found.append(Received(name, notes=(note,)))
    return found


def _is_export(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$")) or path.name.lower() in NOT_EXPORTS
    return path.is_file() and not hidden


def _in_session(path: Path, name: str, known: Known) -> Received:
    parts = path.relative_to(known.folder / "exports").parts
    place = parts[0] if len(parts) > 1 else ""
    sessions = known.sessions
    mine = sessions[(sessions["folder"] == place) | (sessions["session"] == place)]
    if len(mine) != 1:
        return Received(name, refused=_no_session(name, place, mine))
    session = mine.iloc[0]
    zone = str(session["timezone"])
    day = session["start"].tz_convert(zone).date()
    order = known.said.orders.get(name)
    file = _read(path, name, replace(known.reading, timezone=zone, date=day, order=order))
    if file.export is None:
        return file
    wrong = _wrong_place(file.export, zone, day) or _unmapped(file.export, known.said.prompts)
    if wrong:
        return Received(name, str(session["session"]), refused=f"{name}: {wrong}")
    return replace(file, session=str(session["session"]))


def _no_session(name: str, place: str, mine: pd.DataFrame) -> str:
    if not place:
        return f"{name}: is in no session's folder; move it to exports/<date of the session>/."
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
