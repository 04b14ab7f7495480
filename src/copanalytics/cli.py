"""The command `copanalytics`: results on stdout, progress and problems on stderr."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from copanalytics import __version__
from copanalytics.errors import CopanalyticsError

CLEAN, PROBLEMS, CANNOT_GO_ON = 0, 1, 2
"""What the command exits with."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 clean, 1 problems, 2 cannot go on."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or pipe may not know every letter of a name or a country.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    chosen = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    try:
        return run(chosen)
    except CopanalyticsError as error:
        for line in error.lines:
            print(f"copanalytics: {line}", file=sys.stderr)
        return CANNOT_GO_ON
    except BrokenPipeError:  # the reader of a pipe has read enough, as `head` does
        sys.stderr.close()
        return CLEAN
    except KeyboardInterrupt:
        print("copanalytics: stopped; what was there before is unchanged.", file=sys.stderr)
        return CANNOT_GO_ON


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="copanalytics",
        description="Attendance and feedback exports of a community of practice, for its trustees.",
    )
    parser.add_argument("--version", action="version", version=f"copanalytics {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    start = commands.add_parser("init", help="make a new community folder")
    start.add_argument("folder", type=Path)
    start.set_defaults(run=_init)
    check = _on_folder(commands.add_parser("check", help="what every file is, and its problems"))
    check.add_argument("--json", action="store_true", help="print one JSON document")
    check.set_defaults(run=_check)
    _report_options(_on_folder(commands.add_parser("report", help="write the report of a quarter")))
    match = _on_folder(commands.add_parser("match", help="pairs of people that may be one"))
    match.add_argument(
        "--propose", action="store_true",
        help="write rows to choose from into reference/people.proposed.csv",
    )  # fmt: skip
    match.set_defaults(run=_match)
    unreached = commands.add_parser("unreached", help="members who have never come, by name")
    _on_folder(unreached).set_defaults(run=_unreached)
    tables = _on_folder(commands.add_parser("tables", help="write the tidy tables"))
    tables.add_argument("--out", type=Path, required=True)
    tables.add_argument("--format", choices=("csv", "parquet"), default="csv")
    tables.set_defaults(run=_tables)
    _code_options(_on_folder(commands.add_parser("code", help="themes to confirm, and answers in")))
    return parser


def _report_options(report: argparse.ArgumentParser) -> None:
    which = report.add_mutually_exclusive_group()
    which.add_argument("--quarter", help="such as 2025-Q1 (default: the latest with a session)")
    which.add_argument("--all", action="store_true", help="every quarter with a session")
    report.add_argument("--out", type=Path, default=Path("reports"))
    report.add_argument("--pdf", action="store_true", help="print each report for the board, too")
    report.set_defaults(run=_report)


def _code_options(code: argparse.ArgumentParser) -> None:
    code.add_argument("--coder", default="analyst", help="who answers, in one word")
    instead = code.add_mutually_exclusive_group()
    instead.add_argument(
        "--agreement", nargs="*", type=Path, metavar="FILE",
        help="how far two files of codings agree; without files, the folder's coders",
    )  # fmt: skip
    instead.add_argument("--export", type=Path, metavar="FILE", help="write a .qdc or .qdpx")
    instead.add_argument("--import", type=Path, metavar="FILE", dest="take", help="read one")
    code.set_defaults(run=_code)


def _on_folder(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "folder", type=Path, nargs="?", default=Path("data/demo"),
        help="the community folder (default: data/demo)",
    )  # fmt: skip
    return parser


# The modules below are imported where they are used, so that `--help` and a mistyped option do not
# wait for pandas.


def _init(chosen: argparse.Namespace) -> int:
    from copanalytics.starting import start

    for name in start(chosen.folder):
        print(chosen.folder / name)
    _told(
        f"next: write your sessions into {chosen.folder / 'sessions.csv'}, put the downloaded "
        f"files into {chosen.folder / 'exports'}, then run: copanalytics check {chosen.folder}"
    )
    return CLEAN


def _check(chosen: argparse.Namespace) -> int:
    from copanalytics.checking import as_json, as_text, checked, proposals, without_files
    from copanalytics.differing import with_countries_compared
    from copanalytics.intake import read_folder

    try:
        folder = with_countries_compared(chosen.folder, read_folder(chosen.folder))
    except CopanalyticsError as error:
        if chosen.json:
            print(as_json([], error.lines))
        raise
    files = checked(folder)
    print(as_json(files) if chosen.json else as_text(files))
    if not chosen.json and (rows := proposals(files)):
        print(rows)
    missing = without_files(folder)
    if missing:
        _told(f"no file yet of these sessions held: {', '.join(missing)}")
    return PROBLEMS if any(file.errors for file in files) else CLEAN


def _report(chosen: argparse.Namespace) -> int:
    from copanalytics.calendar import Quarter
    from copanalytics.community import load
    from copanalytics.report.write import Order, reports

    _told(f"reading {chosen.folder}")
    community = load(chosen.folder)
    quarters = community.quarters
    if chosen.quarter:
        quarters = [Quarter.parse(chosen.quarter, community.settings.year_starts)]
    elif not quarters:
        raise CopanalyticsError(
            f"{chosen.folder / 'sessions.csv'}: no session was held yet; add one, or name a "
            "--quarter."
        )
    wanted = quarters if chosen.all or chosen.quarter else quarters[-1:]
    order = Order(wanted, chosen.out, _with_pdf(chosen))
    print(*reports(community, order, _told), sep="\n")
    return CLEAN if order.pdf == chosen.pdf else PROBLEMS


def _with_pdf(chosen: argparse.Namespace) -> bool:
    """Whether to print: it is asked for, and there is a browser to do it."""
    from copanalytics.report.paper import BY_HAND, browser

    if chosen.pdf and browser() is None:
        _told(f"--pdf: no Chromium, Chrome or Edge is on this computer to print with; {BY_HAND}")
        return False
    return chosen.pdf


def _match(chosen: argparse.Namespace) -> int:
    from copanalytics.matching import PROPOSED, matched

    print(matched(chosen.folder, chosen.propose))
    if chosen.propose:
        _told(f"wrote {chosen.folder / 'reference' / PROPOSED}")
    return CLEAN


def _unreached(chosen: argparse.Namespace) -> int:
    from copanalytics.unreached import unreached

    print(unreached(chosen.folder))
    return CLEAN


def _tables(chosen: argparse.Namespace) -> int:
    from copanalytics.community import load
    from copanalytics.people import KEY_FILE, key_of
    from copanalytics.publishing import write_tables

    if key_of(chosen.folder) is None:
        _told(f"{chosen.folder} has no {KEY_FILE}: pseudonyms will differ the next time")
    for path in write_tables(load(chosen.folder), chosen.out, chosen.format):
        print(path)
    return CLEAN


def _code(chosen: argparse.Namespace) -> int:
    if chosen.agreement is not None:
        from copanalytics.coders import compared

        print("\n".join(compared(chosen.folder, chosen.agreement)))
        return CLEAN
    if chosen.export or chosen.take:
        from copanalytics.interchange import export, take

        said = take(chosen.folder, chosen.take) if chosen.take else [
            str(export(chosen.folder, chosen.export))
        ]  # fmt: skip
        print("\n".join(said))
        return CLEAN
    from copanalytics.confirming import confirm

    done = confirm(chosen.folder, chosen.coder)
    for path in done.files:
        print(path)
    _told(f"{done.taken} comments taken in, {done.waiting} wait to be confirmed")
    return CLEAN


def _told(line: str) -> None:
    print(f"copanalytics: {line}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
