"""Misspelt names of countries: one edit away, or two in a long name, from one country alone."""

from collections import Counter
from functools import cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from copanalytics.country_names import common, no_countries

SHORTEST = 5
"""Letters of the shortest name of which a misspelling is forgiven."""

LONG = 10
"""Letters of the shortest name in which two edits are forgiven."""

ENDINGS = ("n", "s", "an", "ns")
"""What makes the name of a people out of a country's: no misspelling."""


def misspelt(name: str) -> str | None:
    """Return the code of the country that a name, as `key` has it, misspells; None when unsure.

    An edit is a letter too many, missing or other, or two that changed places (optimal string
    alignment). Nothing else that is known, country or not, may be as near.

    >>> misspelt("germny"), misspelt("untied kingdom"), misspelt("austrlia"), misspelt("romanian")
    ('DE', 'GB', None, None)
    """
    edits = 0 if len(name) < SHORTEST else 1 if len(name) < LONG else 2
    near = [(far, known) for far, known in _within(name, edits) if _likely(name, known)]
    nearest = min(near, default=(0, ""))[0]
    found = {_known()[known] for far, known in near if far == nearest}
    return found.pop() if len(found) == 1 and "" not in found else None


def _likely(name: str, known: str) -> bool:
    """No other first letter, no name of a people, in a short word no other letter at all."""
    other_start = len(name) == len(known) and name[1:] == known[1:]
    people = name.startswith(known) and name[len(known) :] in ENDINGS
    other_word = len(name) == SHORTEST and not Counter(name) <= Counter(known)
    return not (other_start or people or other_word) and _by_word(name.split(), known.split())


def _by_word(name: list[str], known: list[str]) -> bool:
    if len(name) != len(known):
        return True
    pairs = zip(name, known, strict=True)
    return all(OSA.distance(one, two) <= (1 if len(two) < LONG - 2 else 2) for one, two in pairs)


def _within(name: str, edits: int) -> list[tuple[int, str]]:
    """Known names at most so many edits away, each with its number of them."""
    near: list[tuple[int, str]] = []
    for end in (0, -1) if edits else ():
        known = _as_long(end, name[end], len(name), edits)
        hits = extract(name, known, scorer=OSA.distance, score_cutoff=edits, limit=None)
        near += [(int(far), hit) for hit, far, _ in hits]
    return near


@cache
def _as_long(end: int, letter: str, length: int, edits: int) -> list[str]:
    """The known names with a letter at one end, and a length that so many edits may change."""
    lengths = range(length - edits, length + edits + 1)
    return [name for each in lengths for name in _index().get((end, letter, each), ())]


@cache
def _known() -> dict[str, str]:
    return dict.fromkeys(no_countries(), "") | common()


@cache
def _index() -> dict[tuple[int, str, int], list[str]]:
    """Names by first and by last letter and by length: a typo seldom changes both ends."""
    index: dict[tuple[int, str, int], list[str]] = {}
    for name in _known():
        if len(name) >= SHORTEST - 1:
            for end in (0, -1):
                index.setdefault((end, name[end], len(name)), []).append(name)
    return index
