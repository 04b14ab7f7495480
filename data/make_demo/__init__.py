"""Invents a community of practice and writes it in genuine export formats.

All people, organisations, e-mails and comments are invented. `invent` draws what happened (the
truth), `write` puts it into the files that Zoom, Teams and the forms would have given, so that
measures can be compared with the truth.
"""

from .truth import Truth, invent
from .write import write

__all__ = ["Truth", "invent", "write"]
