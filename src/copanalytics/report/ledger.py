"""What the reports in a folder tell of their tables, and what one more of them may tell beside.

`published.json` in a quarter's folder keeps it, for each community that has a report there; to the
next report it is what an attacker knows.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from copanalytics.auditing import Published, recoverable
from copanalytics.disclosure import protect_all
from copanalytics.edition import Edition
from copanalytics.errors import CopanalyticsError
from copanalytics.topics._linked import grids, links

PUBLISHED = "published.json"
"""What a quarter's tables tell, in the quarter's folder."""

Told = Mapping[str, Published]
"""Quarter, such as 2025-Q1, to what its report tells."""


def told_in(out: Path, community: str) -> dict[str, Published]:
    """Return what the reports of a community in a folder tell, by quarter.

    Raises: CopanalyticsError when one of the files cannot be read.
    """
    found = {path.parent.name: _read(path).get(community) for path in out.glob(f"*/{PUBLISHED}")}
    return {quarter: told for quarter, told in sorted(found.items()) if told is not None}


def kept(path: Path, community: str, told: Published) -> str:
    """Return the text of a published.json with what a community's report tells, and what it has of
    other communities' reports."""
    others = _read(path) if path.is_file() else {}
    both = {**others, community: told}
    texts = {title: json.loads(both[title].as_json()) for title in sorted(both)}
    return json.dumps(texts, ensure_ascii=False, indent=1) + "\n"


def settled(edition: Edition, told: Told, made: Told, notice: Callable[[str], None]) -> Published:
    """Return what the connected tables of a report tell, so that nothing small follows from them
    and from what is known.

    told: what the reports of the other quarters tell, and this one's when it was made before. made:
    those made in the same run. Where `told` contradicts the exports, as it was made of others,
    `made` alone is known, and a notice says so.
    """
    try:
        return _settled(edition, {**told, **made})
    except CopanalyticsError:
        notice(
            f"{edition.quarter}: the exports have changed since other quarters' reports were made, "
            "which are left out of its audit; make them all again, with --all"
        )
        return _settled(edition, made)


def _settled(edition: Edition, told: Told) -> Published:
    own = str(edition.quarter)
    others = Published().joined(*(each for quarter, each in told.items() if quarter != own))
    sums = links(edition, others)
    smallest = edition.community.settings.smallest_count
    tables = protect_all(grids(edition), smallest, others.joined(sums), told.get(own))
    return sums.joined(*(table.published for table in tables))


def refuse_disclosure(told: Published, of: frozenset[str], edition: Edition) -> None:
    """Refuse cells that no table of `grids` has, where a small count follows from them: a section
    that does not pass on to `Edition.protected` what else it tells.

    Raises: CopanalyticsError naming the cells.
    """
    smallest = edition.community.settings.smallest_count
    found = recoverable(told.near(of), smallest) if of else []
    if found:
        raise CopanalyticsError(
            f"{edition.quarter}: a count of fewer than {smallest} people would follow from its "
            f"tables ({', '.join(found[:3])}); nothing was written."
        )


def _read(path: Path) -> dict[str, Published]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): Published.from_json(json.dumps(each)) for name, each in told.items()}
    except (AttributeError, ValueError, KeyError, TypeError) as error:
        raise CopanalyticsError(
            f"{path}: cannot be read; take it away and make that quarter's report again."
        ) from error
