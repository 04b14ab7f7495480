"""What the analyst keeps by hand in a community folder: settings, sessions, corrections."""

import datetime as dt
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from copanalytics import languages
from copanalytics.calendar import zones
from copanalytics.disclosure import SMALLEST
from copanalytics.errors import CopanalyticsError
from copanalytics.exports._content import content
from copanalytics.folding import fold
from copanalytics.tables import empty
from copanalytics.wording import available, spoken

SESSION_COLUMNS = (
    "session", "series", "title", "start", "timezone", "minutes", "platform", "languages", "status",
)  # fmt: skip
STATUSES = ("held", "planned", "cancelled")


@dataclass(frozen=True)
class Settings:
    """The few choices of a community.toml.

    invented: a sentence that every page shows, for a community whose people are invented.
    main_series: the series of sessions.csv that the first page is about; else that with the most
    sessions.
    """

    title: str = "Community of Practice"
    timezone: str = "UTC"
    year_starts: int = 1
    smallest_count: int = SMALLEST
    languages: tuple[str, ...] = ("en",)
    invented: str = ""
    main_series: str = ""


def read_settings(folder: Path) -> Settings:
    """Return the choices in community.toml; what it does not set keeps its default.

    Raises: CopanalyticsError when it is missing, is not TOML, or has an unknown or wrong value.
    """
    try:
        chosen = tomllib.loads((folder / "community.toml").read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise CopanalyticsError(
            f"{folder / 'community.toml'}: is missing; `copanalytics init` makes a new folder "
            "with one."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CopanalyticsError(
            f"community.toml: cannot be read ({error}); texts stand in straight quotes, as "
            'title = "Our circle".'
        ) from error
    lines = [line for key, value in chosen.items() if (line := _wrong_setting(key, value))]
    if "timezone" not in chosen and not lines:
        lines.append("community.toml: has no timezone; write one, as timezone = 'Europe/London'.")
    if lines:
        raise CopanalyticsError(*lines)
    spoken = {"languages": tuple(chosen["languages"])} if "languages" in chosen else {}
    return Settings(**{**chosen, **spoken})


def _wrong_setting(key: str, value: object) -> str | None:
    rules = {
        "title": ("a text", isinstance(value, str)),
        "invented": ("a text", isinstance(value, str)),
        "main_series": ("a series of sessions.csv, as it is written there", isinstance(value, str)),
        "timezone": ("a zone such as 'Europe/London'", str(value) in zones()),
        "year_starts": ("a month from 1 to 12", isinstance(value, int) and 1 <= value <= 12),
        "smallest_count": ("a whole number from 3", isinstance(value, int) and value >= 3),
        "languages": (
            f"a list such as ['en'], of {', '.join(available())}",
            isinstance(value, list) and _spoken(value),
        ),
    }
    if key not in rules:
        return f"community.toml: {key!r} is unknown; it knows {', '.join(rules)}."
    wanted, right = rules[key]
    return None if right else f"community.toml: {key} is {value!r}; it must be {wanted}."


def _wrong_series(rows: pd.DataFrame, settings: Settings) -> list[str]:
    named, main = sorted(set(rows["series"])), settings.main_series
    if not main or main in named:
        return []
    return [
        f"community.toml: main_series is {main!r}; it must be a series of sessions.csv "
        f"({', '.join(named)})."
    ]


def _spoken(chosen: list[object]) -> bool:
    return bool(chosen) and all(isinstance(code, str) and spoken(code) for code in chosen)


def read_sessions(folder: Path, settings: Settings) -> pd.DataFrame:
    """Return the table `sessions` of sessions.csv.

    Raises: CopanalyticsError with a line for each mistake.
    """
    path = folder / "sessions.csv"
    if not path.exists():
        raise CopanalyticsError(
            f"{path}: is missing; make it with the headings {','.join(SESSION_COLUMNS)} and one "
            "row a session."
        )
    rows = hand_kept(path, "sessions.csv", SESSION_COLUMNS)
    if rows.empty:
        return empty("sessions").assign(folder=pd.Series(dtype="str"))
    zones = rows["timezone"].where(rows["timezone"].ne(""), settings.timezone)
    lines = [*_wrong_sessions(rows.assign(timezone=zones)), *_wrong_series(rows, settings)]
    if lines:
        raise CopanalyticsError(*lines)
    starts = [
        pd.Timestamp(start).tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
        for start, zone in zip(rows["start"], zones, strict=True)
    ]
    return rows.assign(
        timezone=zones,
        start=pd.Series([start.tz_convert("UTC") for start in starts], rows.index),
        minutes=pd.to_numeric(rows["minutes"]),
        languages=[
            " ".join(str(languages.resolve(code)) for code in _codes(text))
            for text in rows["languages"]
        ],
        status=rows["status"].str.lower().replace("", "held"),
        folder=[start.date().isoformat() for start in starts],
    )


def _wrong_sessions(rows: pd.DataFrame) -> list[str]:
    lines = [
        f"sessions.csv, line {number}: {wrong}"
        for number, row in rows.iterrows()
        for wrong in _wrong_session(row)
    ]
    twice = rows.loc[rows["session"].duplicated(), "session"]
    lines += [f"sessions.csv, line {n}: {s!r} is there twice." for n, s in twice.items()]
    written = rows["series"].drop_duplicates()
    alike = written[written.map(fold).duplicated()]
    return lines + [
        f"sessions.csv, line {n}: the series {s!r} is written otherwise above; write it alike."
        for n, s in alike.items()
    ]


def _wrong_session(row: pd.Series) -> list[str]:
    start, zone, minutes, status = row["start"], row["timezone"], row["minutes"], row["status"]
    rules = {
        "the session has no name; give it one such as cop-1.": bool(row["session"]),
        f"start is {start!r}; write it as year-month-day hour:minute, such as 2025-01-31 14:00 "
        "(Excel turns dates round: change this file in a text editor).": _is_start(start),
        f"{zone!r} is no time zone; one is 'Europe/London'.": zone in zones(),
        f"minutes are {minutes!r}; write a whole number, as 90.": minutes.isdigit(),
        f"status is {status!r}; it is one of {', '.join(STATUSES)}.": (
            status.lower() in ("", *STATUSES)
        ),
        f"languages are {row['languages']!r}; write their codes, such as en fr.": all(
            map(languages.resolve, _codes(row["languages"]))
        ),
    }
    return [line for line, right in rules.items() if not right]


def _codes(written: str) -> list[str]:
    return re.findall(r"[^\s;,]+", written)


def _is_start(text: str) -> bool:
    try:
        seconds = ":%S" * (text.count(":") - 1)
        dt.datetime.strptime(text.replace("T", " "), f"%Y-%m-%d %H:%M{seconds}")  # noqa: DTZ007 - local
    except ValueError:
        return False
    return True


def read_reference(
    folder: Path, name: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> pd.DataFrame:
    """Return reference/NAME.csv as texts with the columns; no row if there is no file.

    optional: columns that are empty where the file does not have them.
    """
    path = folder / "reference" / f"{name}.csv"
    if not path.exists():
        return pd.DataFrame(columns=[*columns, *optional], dtype="str")
    return hand_kept(path, f"reference/{name}.csv", columns, optional)


def hand_kept(
    path: Path, name: str, columns: Sequence[str], optional: Sequence[str] = ()
) -> pd.DataFrame:
    """Return a CSV that people edit, as texts by line; lines that start with # are comments.

    Raises: CopanalyticsError when a column is missing.
    """
    if not path.read_bytes().strip():
        raise CopanalyticsError(f"{name}: is empty; write {','.join(columns)} into its first line.")
    rows = [row for row in content(path, name).rows if not _is_comment(row.cells)]
    headings = [fold(cell) for cell in rows[0].cells] if rows else []
    missing = [column for column in columns if column not in headings]
    if missing:
        raise CopanalyticsError(f"{name}: has no column {missing}; its headings are {headings}.")
    longer = [row.line for row in rows if any(cell.strip() for cell in row.cells[len(headings) :])]
    if longer:
        raise CopanalyticsError(
            *(
                f"{name}, line {line}: has more cells than headings; a text with a comma in it "
                'stands in quotes, as "One, two".'
                for line in longer
            )
        )
    kept = {
        row.line: [cell.strip() for cell in row.cells[: len(headings)]]
        + [""] * (len(headings) - len(row.cells))
        for row in rows[1:]
        if not row.blank
    }
    frame = pd.DataFrame.from_dict(kept, orient="index", columns=headings, dtype="str")
    return frame.reindex(columns=[*columns, *optional], fill_value="")


def _is_comment(cells: list[str]) -> bool:
    return not any(cells) or cells[0].lstrip().startswith("#")
