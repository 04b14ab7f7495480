"""What `check` says of a folder: every file, what it is, and what to do about it."""

import json
import re
import textwrap
from dataclasses import asdict, dataclass, replace

import pandas as pd

from copanalytics import proposing
from copanalytics.intake import Folder
from copanalytics.received import Received
from copanalytics.references import CLOSED, PROMPTS, SESSION
from copanalytics.written import read_name

WIDTH = 100
"""Columns that the table fills at the most."""


MOST_LINES = 8
"""Lines of a file that are named where the same is said of many; --json names all."""


@dataclass(frozen=True)
class Checked:
    """One file: format and kind (empty if it was refused), rows, people, and its lines.

    unmapped: questions that reference/prompts.csv is to say something of.
    """

    file: str
    session: str
    format: str
    kind: str
    rows: int
    people: int
    errors: tuple[str, ...]
    notes: tuple[str, ...]
    unmapped: tuple[str, ...] = ()


def checked(folder: Folder) -> list[Checked]:
    """Return every file of a folder: those not read, those with most errors, with most notes."""
    found = [_checked(file) for file in folder.files]
    return sorted(found, key=_badness)


def _badness(file: Checked) -> tuple[bool, int, int, str]:
    unread = bool(file.errors) and not file.format
    return not unread, -len(file.errors), -len(file.notes), file.file


def without_files(folder: Folder) -> list[str]:
    """Return the sessions held of which there is no file, each with its day."""
    held = folder.sessions[folder.sessions["status"] == "held"]
    seen = {file.session for file in folder.files}
    days = zip(held["session"], held["folder"], strict=True)
    return [f"{session} ({day})" for session, day in days if session not in seen]


def as_json(files: list[Checked], stopped: tuple[str, ...] = ()) -> str:
    """Return the files as one JSON document; `stopped`: why the folder cannot be used at all."""
    errors = sum(bool(file.errors) for file in files)
    listed = [asdict(file) for file in files]
    questions = dict.fromkeys(text for file in files for text in file.unmapped)
    proposals = [{"question": text, "prompt": proposing.proposed(text)} for text in questions]
    whole = {
        "files": listed,
        "files_with_errors": errors,
        "proposals": proposals,
        "stopped": stopped,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def as_text(files: list[Checked]) -> str:
    """Return the files as a table of at most 100 columns, with the lines of each below it."""
    if not files:
        return "There is no file yet: put exports into exports/<date of the session>/."
    called = _called(files)
    widest = min(max(map(len, called)), WIDTH - 46)
    lines = [f"{'file':<{widest}}  {'format':<18} {'kind':<12}{'rows':>5} {'people':>6}"]
    for file, full in zip(files, called, strict=True):
        name = full if len(full) <= widest else "…" + full[-widest + 1 :]
        what = f"{file.format or _otherwise(file):<18} {file.kind:<12}"
        numbers = f"{file.rows:>5} {file.people:>6}" if file.format else ""
        lines.append(f"{name:<{widest}}  {what}{numbers}".rstrip())
        for level, said in (("error", file.errors), ("note", file.notes)):
            told = _together([_without(file.file, line) for line in said])
            lines += [_indented(f"{level}: {line}") for line in told]
    broken = len({file.file for file in files if file.errors})
    lines.append(f"{len({file.file for file in files})} files, {broken} with errors.")
    return "\n".join(lines)


def _otherwise(file: Checked) -> str:
    return "kept by hand" if file.file.startswith("reference/") else "not read"


def proposals(files: list[Checked]) -> str:
    """Return rows for reference/prompts.csv of the questions that it lacks; empty if none does."""
    questions = [text for file in files for text in file.unmapped]
    if not questions:
        return ""
    prompts = (
        f"a prompt is what a question asks for: {', '.join(PROMPTS)}, {CLOSED} (its answers are no "
        f"comments), or {SESSION} (which session the answers are about)."
    )
    above = "to confirm and add to reference/prompts.csv (question,prompt,reason):\n"
    return f"\n{textwrap.fill(prompts, WIDTH)}\n{above}" + proposing.rows(questions)


def _called(files: list[Checked]) -> list[str]:
    """The files' names, each part of one that was split with its session behind."""
    names = [file.file for file in files]
    return [
        f"{file.file} ({file.session})" if names.count(file.file) > 1 else file.file
        for file in files
    ]


def _checked(file: Received) -> Checked:
    errors = [file.refused] if file.refused else []
    lines = [(p.level, f"{file.file}{', ' if p.line else ': '}{p}") for p in file.problems]
    errors += [line for level, line in lines if level == "error"]
    notes = [line for level, line in lines if level == "note"]
    if file.export is None:
        unread = Checked(file.file, file.session, "", "", 0, 0, tuple(errors), tuple(notes))
        return replace(unread, unmapped=file.unmapped)
    table = file.export.table
    if file.export.kind != "feedback":
        table, seen = _people_in(table)
        notes += seen
    who = table["email"].where(table["email"].notna(), table["name"]).str.casefold()
    people = table.get("respondent", who)
    return Checked(
        file.file,
        file.session,
        file.export.format,
        file.export.kind,
        len(file.export.table),
        int(people.nunique()),
        tuple(errors),
        tuple(notes),
    )


def _people_in(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows without those of note-takers, and what their display names leave open."""
    kinds = {name: read_name(name).kind for name in table["name"].dropna().unique()}
    nameless = {n for n, kind in kinds.items() if kind in ("device", "nobody")}
    nameless -= {name for name in nameless if read_name(name).words}
    said = {
        "rows are of note-takers, which are no people; left out":
            table["name"].map(kinds).eq("bot"),
        "rows show two or more names at one screen, counted as one person; see `match`":
            table["name"].map(kinds).eq("several"),
        "rows show a device or a telephone number, and no name or e-mail":
            table["name"].isin(nameless) & table["email"].isna(),
    }  # fmt: skip
    notes = [f"{int(rows.sum())} {words}." for words, rows in said.items() if rows.any()]
    return table[table["name"].map(kinds).ne("bot")], notes


def _without(file: str, line: str) -> str:
    """The line without the name of its file, which stands above it."""
    return line.removeprefix(file).lstrip(":, ")


def _together(said: list[str]) -> list[str]:
    """The lines, those that say the same of several lines of a file as one.

    >>> _together(["line 2: answers no question.", "is old.", "line 5: answers no question."])
    ['lines 2, 5: answers no question.', 'is old.']
    """
    where: dict[str, list[str]] = {}
    for line in said:
        found = re.match(r"line (\d+): (.*)", line, re.DOTALL)
        places = where.setdefault(found[2] if found else line, [])
        places += [found[1]] if found else []
    return [f"{_places(places)}{what}" for what, places in where.items()]


def _places(lines: list[str]) -> str:
    if not lines:
        return ""
    more = f" and {len(lines) - MOST_LINES} more" if len(lines) > MOST_LINES else ""
    return f"line{'s' * (len(lines) > 1)} {', '.join(lines[:MOST_LINES])}{more}: "


def _indented(line: str) -> str:
    return textwrap.fill(line, WIDTH, initial_indent="    ", subsequent_indent="      ",
                         break_long_words=False)  # fmt: skip
