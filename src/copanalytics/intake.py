"""Every file of a community folder: read, or refused with the reason, and of which session."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

import pandas as pd

from copanalytics import countries, exports, splitting
from copanalytics.coding_files import coding_files
from copanalytics.errors import CopanalyticsError, Problem
from copanalytics.exports import Export, Order, Reading, bytes_of, packed_files
from copanalytics.folding import fold
from copanalytics.mentions import NO_PERSON, NOT
from copanalytics.overlapping import without_overlaps
from copanalytics.received import Received, without_repeats
from copanalytics.references import References, references
from copanalytics.session_answers import Choices
from copanalytics.settings import Settings, read_reference, read_sessions, read_settings
from copanalytics.spreading import spread

T = TypeVar("T")

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".zip")
DIRECTORY = tuple(f"members{end}" for end in TABLES)
NOT_EXPORTS = ("thumbs.db", "desktop.ini")
ALL = "all"
"""The folder of exports for forms about sessions of every series; others are called as theirs."""


@dataclass(frozen=True)
class Known:
    """What is known before a file is read: the sessions, what the analyst said, the defaults."""

    folder: Path
    sessions: pd.DataFrame
    said: References
    reading: Reading


class Delivered(NamedTuple):
    """One file as downloaded: where it, or the zip that it is in, is; its name; its bytes."""

    path: Path
    name: str
    raw: bytes


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


def read_whole(folder: str | Path) -> Folder:
    """Return the folder as `read_folder` does, if every file of it could be read.

    Raises: CopanalyticsError with a line for every file that cannot be.
    """
    found = read_folder(folder)
    refused = [file.refused for file in found.files if file.refused]
    if refused:
        raise CopanalyticsError(*refused)
    return found


def _tried(read: Callable[[], T], otherwise: T) -> tuple[T, tuple[str, ...]]:
    """What was read and no line, or the other value and the lines that say what is wrong."""
    try:
        return read(), ()
    except CopanalyticsError as error:
        return otherwise, error.lines


def received(known: Known) -> list[Received]:
    """Return every file of the folder, in the order of their names; of a zip, each file in it."""
    folder = known.folder
    found = [_directory(path, known) for path in sorted(folder.iterdir()) if _is_table(path)]
    paths = sorted(p for p in (folder / "exports").rglob("*") if _is_export(p))
    seen: dict[str, str] = {}
    for parts, digest in chain.from_iterable(spread(partial(_files_at, known), paths)):
        name = parts[0].file
        first = seen.setdefault(digest, name) if digest else name
        note = Problem(None, "note", f"is the same file as {first}; counted once.")
        found += parts if first == name else [Received(name, notes=(note,))]
    once = without_overlaps(without_repeats(found))
    return [*once, *_people_of_no_file(folder, found), *coding_files(folder, once)]


def _files_at(known: Known, path: Path) -> list[tuple[list[Received], str]]:
    """The file, or those in the zip, each with what makes it the same as another; '' if unread."""
    name = path.relative_to(known.folder).as_posix()
    try:
        raw = bytes_of(path, name)
        inside = [(f"{name}/{inner}", content) for inner, content in packed_files(raw, name)]
    except CopanalyticsError as error:
        return [([Received(name, refused=str(error))], "")]
    return [_file(path, title, content, known) for title, content in inside or [(name, raw)]]


def _file(
    path: Path, name: str, raw: bytes | CopanalyticsError, known: Known
) -> tuple[list[Received], str]:
    if isinstance(raw, CopanalyticsError):
        return [Received(name, refused=str(raw))], ""
    return _of_sessions(Delivered(path, name, raw), known), hashlib.sha256(raw).hexdigest()


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
    called.add(NO_PERSON)
    return [
        Received(
            "reference/people.csv",
            refused=f"reference/people.csv, line {line}: {target!r} is in no file; write a name as "
            "one of the files has it, or an e-mail.",
        )
        for line, target in said["is"].items()
        if fold(target.removeprefix(NOT)) not in called and "@" not in target
    ]


def _is_table(path: Path) -> bool:
    own = path.name == "sessions.csv"
    return _is_export(path) and path.suffix.lower() in TABLES and not own


def _directory(path: Path, known: Known) -> Received:
    """The member directory; any other table beside it is not read, and said so."""
    if path.name.lower() not in DIRECTORY:
        unread = "is not read here: the directory is members.csv, exports are in exports/<date>/."
        return Received(path.name, notes=(Problem(None, "note", unread),))
    told = replace(known.reading, directory=True)
    file = _read(path.name, lambda: exports.read(path, path.name, told))
    if file.export is None:
        return file
    if file.export.kind != "members":
        return Received(
            path.name,
            refused=f"{path.name}: is a {file.export.format} export of {file.export.kind} and no "
            "directory; move it to exports/<date of its session>/.",
        )
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


def _of_sessions(delivered: Delivered, known: Known) -> list[Received]:
    """A file of the session whose folder it is in, or a form about several."""
    path, name = delivered.path, delivered.name
    parts = path.relative_to(known.folder / "exports").parts
    place = parts[0] if len(parts) > 1 else ""
    sessions = known.sessions
    mine = sessions[(sessions["folder"] == place) | (sessions["session"] == place)]
    if len(mine) == 1:
        return _in_session(delivered, mine.iloc[0], known)
    of_series = sessions[sessions["series"].map(fold).eq(fold(place)) | (fold(place) == ALL)]
    if not place or of_series.empty:
        return [Received(name, refused=_no_session(name, place, sessions))]
    return _of_several(delivered, Choices(of_series, known.said.session_names), known)


def _in_session(delivered: Delivered, session: pd.Series, known: Known) -> list[Received]:
    name = delivered.name
    called, zone = str(session["session"]), str(session["timezone"])
    day = session["start"].tz_convert(zone).date()
    order = known.said.orders.get(name)
    told = replace(known.reading, timezone=zone, date=day, order=order)
    file = _read(name, lambda: exports.read_bytes(delivered.raw, name, told))
    if file.export and splitting.asks(file.export, known.said.prompts):
        choices = Choices(known.sessions, known.said.session_names, called)
        return _of_several(delivered, choices, known)
    return [_placed(file, session, known)]


def _of_several(delivered: Delivered, choices: Choices, known: Known) -> list[Received]:
    name, raw = delivered.name, delivered.raw
    order = known.said.orders.get(name)
    orders: list[Order] = [order] if order else ["day-first", "month-first"]
    told = [replace(known.reading, order=each) for each in orders]
    ways = [_read(name, partial(exports.read_bytes, raw, name, each)) for each in told]
    rows = {str(row["session"]): row for _, row in choices.sessions.iterrows()}
    return [
        _placed(part, rows[part.session], known) if part.export else part
        for part in splitting.parts(ways, choices, known.said.prompts)
    ]


def _placed(file: Received, session: pd.Series, known: Known) -> Received:
    """The file as one of the session; refused if it cannot be that."""
    if file.export is None:
        return file
    called, zone = str(session["session"]), str(session["timezone"])
    day = session["start"].tz_convert(zone).date()
    unmapped = splitting.unmapped(file.export, known.said.prompts)
    wrong = (
        _wrong_place(file.export, zone, day)
        or _wrong_time(file.export, day)
        or (_unmapped_said(unmapped) if unmapped else None)
    )
    if wrong:
        said = f"{file.file}: {wrong}"
        return Received(file.file, called, None, said, file.problems, unmapped)
    return replace(file, session=called)


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


def _read(name: str, read: Callable[[], Export]) -> Received:
    try:
        return Received(name, export=read())
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
    if export.kind != "feedback":
        return None
    sent = export.table["submitted_at"].dropna().dt.date
    near = sent.between(day - splitting.EARLIEST, day + splitting.LATEST)
    if sent.empty or near.any():
        return None
    return (
        f"was answered on {sent.min()}, but its session was on {day}; move it to the folder of "
        "its session."
    )


def _unmapped_said(questions: tuple[str, ...]) -> str:
    return (
        f"asks {'; '.join(map(repr, questions))}; say in reference/prompts.csv (question,prompt) "
        "what each asks for; `check` proposes rows."
    )
