"""Files written whole or not at all, by one run at a time."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from copanalytics.errors import CopanalyticsError


def replaced(path: Path, content: bytes) -> Path:
    """Write to a file beside `path` and rename it, so that nobody sees half of it.

    Raises: CopanalyticsError when it cannot be written; what was there before is unchanged.
    """
    return all_replaced({path: content})[0]


def all_replaced(contents: Mapping[Path, bytes]) -> list[Path]:
    """Write several files, each beside its path, and rename them when all are written.

    A full disk, or Ctrl-C, leaves what was there before, and nothing beside it.

    Raises: CopanalyticsError when one cannot be written.
    """
    beside: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            beside[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            beside[path].chmod(0o644)
        for path, whole in beside.items():
            whole.replace(path)
    except OSError as error:
        raise CopanalyticsError(
            f"{path}: cannot be written ({error.strerror}); what was there before is unchanged; "
            "close it if a program has it open."
        ) from error
    finally:
        for left in beside.values():
            left.unlink(missing_ok=True)
    return list(contents)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Keep every other run out of a folder; the lock is no file of it, and a crash leaves none.

    Raises: CopanalyticsError when another run is writing there.
    """
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"copanalytics-{digest}.lock", mode=0o666)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise CopanalyticsError(
            f"{folder}: another run of copanalytics writes there; wait until it has ended, then "
            "run this again."
        ) from error
    try:
        yield
    finally:
        lock.release()
