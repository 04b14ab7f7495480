"""What a person can repair: which file, what is wrong, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


class CopanalyticsError(Exception):
    """One or more lines, each `file, line: what is wrong; what to do`."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines

    @classmethod
    def together(cls, errors: Iterable["CopanalyticsError"]) -> "CopanalyticsError":
        """Return one error with the lines of several, so that all can be repaired at once."""
        return cls(*(line for error in errors for line in error.lines))


@dataclass(frozen=True)
class Problem:
    """Something in one export that its reader should know.

    line: the line in the file, None where it concerns the whole file.
    level: "error" where rows were not read, "note" where everything was.
    """

    line: int | None
    level: Literal["error", "note"]
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message
