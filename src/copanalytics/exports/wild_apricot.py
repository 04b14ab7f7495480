"""WildApricot's contacts: a directory of members.

Source: Contacts > List > Export (CSV or XLS). Comma, UTF-8. The system has no field for a country;
where a community made one, its heading is looked for among the usual ones. `NEVER` and `CLEAR` are
commands of its import, which stay in files that people edited, and say nothing. First seen: 2026.
"""

from dataclasses import replace

from copanalytics.exports._content import Content
from copanalytics.exports._export import PEOPLE, Export, Reading
from copanalytics.exports._headings import headings
from copanalytics.exports._people_lists import people
from copanalytics.exports._records import heading_row

COMMANDS = ("NEVER", "CLEAR")


def recognises(source: Content) -> bool:
    """Return whether the first row has a user's number and a membership level."""
    words = headings("wild-apricot")
    return heading_row(source, (words["user"], words["level"]), within=1) == 0


def read(source: Content, reading: Reading) -> Export:
    """Return one row a contact."""
    found = people("wild-apricot", "members", source, reading)
    texts = [column for column in PEOPLE if column != "registered_at"]
    said = {c: found.table[c].mask(found.table[c].isin(COMMANDS), None) for c in texts}
    return replace(found, table=found.table.assign(**said))
