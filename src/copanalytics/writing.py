"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path

from copanalytics.errors import CopanalyticsError


def replaced(path: Path, content: bytes) -> Path:
    """Write to a file beside `path` and rename it, so that nobody sees half of it.

    Raises: CopanalyticsError when it cannot be written; what was there before is unchanged.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except OSError as error:
        raise CopanalyticsError(
            f"{path}: cannot be written ({error.strerror}); close it if a program has it open."
        ) from error
    return path
