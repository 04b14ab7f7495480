"""A new community folder, with templates that say what to write where."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from copanalytics.errors import CopanalyticsError
from copanalytics.people import KEY_FILE, new_key


def start(folder: Path) -> list[str]:
    """Make the community folder and return the names of its files.

    Raises: CopanalyticsError when there is something in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CopanalyticsError(
            f"{folder}: is there already; choose a new folder. Nothing changed."
        )
    try:
        (folder / "exports").mkdir(parents=True)
        _copy(files("copanalytics") / "reference" / "folder", folder)
        (folder / KEY_FILE).write_bytes(new_key() + b"\n")
        (folder / ".gitignore").write_text(
            "# Real people: nothing here goes into git.\n*\n", "utf-8"
        )
    except OSError as error:
        raise CopanalyticsError(f"{folder}: cannot be made ({error.strerror}).") from error
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def _copy(template: Traversable, folder: Path) -> None:
    for part in template.iterdir():
        if part.is_dir():
            (folder / part.name).mkdir()
            _copy(part, folder / part.name)
        else:
            (folder / part.name).write_text(part.read_text(encoding="utf-8"), encoding="utf-8")
