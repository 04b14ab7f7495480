"""Attendance, country and feedback exports of an online community of practice, for its trustees.

The names below are loaded when first used, so that the command starts at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # for editors, which complete these names
    from copanalytics import countries, disclosure, languages
    from copanalytics.calendar import Quarter
    from copanalytics.community import Community, load
    from copanalytics.edition import Edition
    from copanalytics.errors import CopanalyticsError
    from copanalytics.exports import read_export
    from copanalytics.topics import participation, themes

__version__ = "0.1.0"

_HOME = {
    "read_export": "copanalytics.exports",
    "load": "copanalytics.community",
    "Community": "copanalytics.community",
    "Edition": "copanalytics.edition",
    "Quarter": "copanalytics.calendar",
    "CopanalyticsError": "copanalytics.errors",
}
_MODULES = {
    "countries": "copanalytics.countries",
    "languages": "copanalytics.languages",
    "disclosure": "copanalytics.disclosure",
    "participation": "copanalytics.topics.participation",
    "themes": "copanalytics.topics.themes",
}

__all__ = [
    "Community",
    "CopanalyticsError",
    "Edition",
    "Quarter",
    "countries",
    "disclosure",
    "languages",
    "load",
    "participation",
    "read_export",
    "themes",
]


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name in _MODULES:
        return import_module(_MODULES[name])
    raise AttributeError(f"module 'copanalytics' has no attribute {name!r}")
