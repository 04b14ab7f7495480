"""What `check` says of a folder: every file, what it is, and what to do about it."""

import json
import textwrap
from dataclasses import asdict, dataclass

from copanalytics.intake import Folder
from copanalytics.received import Received

WIDTH = 100
"""Columns that the table fills at the most."""


@dataclass(frozen=True)
class Checked:
    """One file: format and kind (empty if it was refused), rows, people, and its lines."""

    file: str
    session: str
    format: str
    kind: str
    rows: int
    people: int
    errors: tuple[str, ...]
    notes: tuple[str, ...]


def checked(folder: Folder) -> list[Checked]:
    """Return every file of a folder, those with errors first, then those with notes."""
    found = [_checked(file) for file in folder.files]
    return sorted(found, key=lambda file: (not file.errors, not file.notes, file.file))


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
    whole = {"files": listed, "files_with_errors": errors, "stopped": stopped}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def as_text(files: list[Checked]) -> str:
    """Return the files as a table of at most 100 columns, with the lines of each below it."""
    if not files:
        return "There is no file yet: put exports into exports/<date of the session>/."
    widest = min(max(len(file.file) for file in files), WIDTH - 46)
    lines = [f"{'file':<{widest}}  {'format':<18} {'kind':<12}{'rows':>5} {'people':>6}"]
    for file in files:
        name = file.file if len(file.file) <= widest else "…" + file.file[-widest + 1 :]
        told = f"{file.format or _otherwise(file):<18} {file.kind:<12}"
        numbers = f"{file.rows:>5} {file.people:>6}" if file.format else ""
        lines.append(f"{name:<{widest}}  {told}{numbers}".rstrip())
        said = [*(("error", line) for line in file.errors), *(("note", n) for n in file.notes)]
        lines += [_indented(f"{level}: {_without(file.file, line)}") for level, line in said]
    broken = sum(bool(file.errors) for file in files)
    lines.append(f"{len(files)} files, {broken} with errors.")
    return "\n".join(lines)


def _otherwise(file: Checked) -> str:
    return "kept by hand" if file.file.startswith("reference/") else "not read"


def _checked(file: Received) -> Checked:
    errors = [file.refused] if file.refused else []
    lines = [(p.level, f"{file.file}{', ' if p.line else ': '}{p}") for p in file.problems]
    errors += [line for level, line in lines if level == "error"]
    notes = [line for level, line in lines if level == "note"]
    if file.export is None:
        return Checked(file.file, file.session, "", "", 0, 0, tuple(errors), tuple(notes))
    table = file.export.table
    who = table["email"].where(table["email"].notna(), table["name"]).str.casefold()
    people = table.get("respondent", who)
    return Checked(
        file.file,
        file.session,
        file.export.format,
        file.export.kind,
        len(table),
        int(people.nunique()),
        tuple(errors),
        tuple(notes),
    )


def _without(file: str, line: str) -> str:
    """The line without the name of its file, which stands above it."""
    return line.removeprefix(file).lstrip(":, ")


def _indented(line: str) -> str:
    return textwrap.fill(line, WIDTH, initial_indent="    ", subsequent_indent="      ",
                         break_long_words=False)  # fmt: skip
