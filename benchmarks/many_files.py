"""Wall and CPU seconds of reading a community folder of many small exports, by their number.

    .venv/bin/python benchmarks/many_files.py [--files 1000 5000 10000]

Each folder has sessions of ten files: participants, form, poll, questions and notes of invented
people, all different. The folder is read by `copanalytics check` in a process of its own; CPU
seconds are those of that process and its children.
"""

import argparse
import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.executable).parent
EACH = 10
"""Files a session."""

HEADINGS = "session,series,title,start,timezone,minutes,platform,languages,status\n"
SETTINGS = 'title = "Invented"\ntimezone = "UTC"\n'


def files_of(day: dt.date, number: int) -> dict[str, str]:
    """Return ten small exports of the session of a day, none like another's."""
    at = f"{day:%m/%d/%Y}"
    people = list(enumerate((f"Person {number}-{n}" for n in range(1, 9)), start=1))
    zoom = "Name (original name),Email,Join time,Leave time,Duration (minutes)\n" + "".join(
        f"{who},,{at} 02:0{n}:00 PM,{at} 03:30:00 PM,85\n" for n, who in people
    )
    form = "Timestamp,What has worked well?\n" + "".join(
        f"{day:%Y/%m/%d} 4:0{n}:00 PM GMT+0,The {who} room\n" for n, who in people
    )
    poll = "#,User Name,User Email,Submitted Date/Time,Was it useful?\n" + "".join(
        f"{n},{who},,{day} 15:0{n},Yes\n" for n, who in people
    )
    asked = "Question and Answer Report\n#,Question,Asker Name,Asker Email,Answer(s)\n" + "".join(
        f"{n},What of {who}?,,,\n" for n, who in people
    )
    notes = "What worked well\n" + "".join(f"- {who} spoke\n" for _, who in people)
    kinds = {"zoom": zoom, "form": form, "poll": poll, "asked": asked, "notes": notes}
    return {
        f"{kind}{copy}.txt": text.replace("Person", f"Person {copy}")
        for kind, text in kinds.items()
        for copy in range(EACH // len(kinds))
    }


def write(folder: Path, files: int) -> None:
    """Write a community folder with so many exports."""
    days = [dt.date(1990, 1, 1) + dt.timedelta(days=n) for n in range(files // EACH)]
    rows = [f"s-{n},S,T,{day} 14:00,,90,Zoom,en,held\n" for n, day in enumerate(days)]
    (folder / "sessions.csv").write_text(HEADINGS + "".join(rows), encoding="utf-8")
    (folder / "community.toml").write_text(SETTINGS, encoding="utf-8")
    for number, day in enumerate(days):
        place = folder / "exports" / day.isoformat()
        place.mkdir(parents=True)
        for name, text in files_of(day, number).items():
            (place / name).write_text(text, encoding="utf-8")


def seconds(folder: Path) -> tuple[float, float]:
    """Return wall and CPU seconds of one check of the folder."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [str(BIN / "copanalytics"), "check", str(folder), "--json"]
    subprocess.run(command, check=True, capture_output=True)
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return end - start, cpu


def main() -> None:
    """Print a table: files, wall seconds, CPU seconds, milliseconds a file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, nargs="+", default=[1000, 5000, 10000])
    print("| files | wall s | CPU s | wall ms a file | CPU ÷ wall |\n|---|---|---|---|---|")
    for files in parser.parse_args().files:
        with tempfile.TemporaryDirectory() as place:
            write(Path(place), files)
            wall, cpu = seconds(Path(place))
        print(
            f"| {files:,} | {wall:.1f} | {cpu:.1f} | {wall / files * 1000:.1f} | {cpu / wall:.2f} |"
        )


if __name__ == "__main__":
    main()
