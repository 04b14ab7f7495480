"""How alike two written names are, in words that a person can check."""

from functools import cache, lru_cache
from itertools import pairwise

from nicknames import name_triplets
from rapidfuzz.distance import OSA

from copanalytics.folding import fold
from copanalytics.shipping import shipped
from copanalytics.written import LETTERS, vocabulary

SAME, PARTICLE, SHORTER, NICKNAME, INITIAL, ONE_WORD = (
    "same name", "same but for a particle", "a part of the name left out",
    "short form of the first name", "an initial", "one word of the name",
)  # fmt: skip
SPELLING, MAYBE, SOUND = "one letter differs", "several small differences", "may be a short form"
SURE = frozenset({SAME, PARTICLE, SHORTER, NICKNAME, INITIAL, ONE_WORD})
"""Likenesses that settle it where exactly one known person has them; the others never do."""

Words = tuple[str, ...]
LONG = 5
"""Letters of the shortest word in which one letter may be a slip."""


@cache
def bare(word: str) -> str:
    """Return a word in which Müller, Mueller and Muller are one.

    >>> bare("mueller") == bare("muller"), bare("min-jun")
    (True, 'minjun')
    """
    plain = word.replace("-", "")
    for two, one in (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s")):
        plain = plain.replace(two, one)
    return plain


def split(words: Words) -> Words:
    """Return the words with those that a hyphen joins apart."""
    if "-" not in "".join(words):
        return words
    return tuple(part for word in words for part in word.split("-") if part)


@lru_cache(maxsize=65536)
def turns(words: Words) -> frozenset[str]:
    """Return what a name is however its words are joined and whichever comes first.

    >>> sorted(turns(("kim", "min-jun")) & turns(("minjun", "kim")))
    ['kimminjun', 'minjunkim']
    """
    parts = [bare(part) for part in split(words)]
    return frozenset("".join(parts[n:] + parts[:n]) for n in range(len(parts)))


def unparticled(words: Words) -> Words:
    """Return the words without particles (van, de la), where two others stay."""
    kept = tuple(word for word in split(words) if word not in vocabulary("particle"))
    return kept if len(kept) > 1 else words


def has_initial(words: Words) -> bool:
    """Return whether one of the words is a single letter that is no particle."""
    return any(len(word) == 1 for word in words if word not in vocabulary("particle"))


def without_initials(words: Words) -> Words:
    """Return the words without single letters, where two others stay.

    >>> without_initials(("john", "f", "smith")), without_initials(("j", "smith"))
    (('john', 'smith'), ('j', 'smith'))
    """
    whole = tuple(word for word in words if len(word) > 1)
    return whole if len(whole) > 1 else words


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """Return the names that a short form may be of, itself among them: shipped, sure ones."""
    table = shipped("nicknames")
    full: dict[str, set[str]] = {}
    for name, shorts in zip(table["name"], table["short"], strict=True):
        for short in shorts.split():
            full.setdefault(_plain(short), {_plain(short)}).add(_plain(name))
    return {short: frozenset(names) for short, names in full.items()}


@cache
def perhaps_short_forms() -> frozenset[frozenset[str]]:
    """Return pairs of English names of which one may be short for the other: evidence only.

    The library's list is wide (Anna for Hannah, Ian for John), and brothers have such names.
    """
    return frozenset(frozenset((_plain(t.name1), _plain(t.name2))) for t in name_triplets())


def perhaps_short_for(word: str) -> frozenset[str]:
    """Return the names that a bare word may be short for, or they for it: evidence only."""
    return _perhaps().get(word, frozenset())


@cache
def _perhaps() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for both in perhaps_short_forms():
        for name in both:
            found.setdefault(name, set()).update(both)
    return {name: frozenset(others) for name, others in found.items()}


def _plain(name: str) -> str:
    return bare(fold(name).translate(LETTERS))


def full_forms(word: str) -> frozenset[str]:
    """Return what a bare word may be short for, and the word.

    >>> sorted(full_forms("wim"))
    ['willem', 'william', 'wim']
    """
    return short_forms().get(word, frozenset((word,)))


def likeness(one: Words, two: Words) -> str | None:
    """Return how two names are alike, in the words of this module's constants; else None.

    >>> likeness(("bob", "smith"), ("robert", "smith")), likeness(("a", "ash"), ("ann", "ash"))
    ('short form of the first name', 'an initial')
    >>> likeness(("jan", "vries"), ("de", "vries", "jan"))
    'same but for a particle'
    >>> likeness(("ana", "garcia"), ("juan", "garcia"))
    """
    if turns(one) & turns(two):
        return SAME
    if turns(unparticled(one)) & turns(unparticled(two)):
        return PARTICLE
    forms = (_joined,) if 1 in (len(one), len(two)) else (split, _joined)
    ways = [(form(one), form(two)) for form in forms]
    found = [_aligned(*sorted(way, key=len)) for way in ways]
    ranked = [*sorted(SURE), SPELLING, SOUND, MAYBE]
    return min((level for level in found if level), key=ranked.index, default=None)


def _joined(words: Words) -> Words:
    return tuple(word.replace("-", "") for word in words)


def _aligned(short: Words, long: Words) -> str | None:
    """Each word of the shorter name found in the longer one, and the weakest way of finding it."""
    short, long = (tuple(map(bare, words)) for words in (short, long))
    left = list(long)
    ways: list[str] = []
    for word in sorted(short, key=len, reverse=True):
        found = min(((_way(word, other), other) for other in left), default=("", ""))
        if found[0] in ("", "9"):
            return None
        left.remove(found[1])
        ways.append(found[0])
    return _level(sorted(ways), short, long)


def _way(word: str, other: str) -> str:
    """How two words are alike, as a mark that sorts from sure to not at all."""
    few, many = sorted((word, other), key=len)
    marks = {
        "1": word == other,
        "2": len(few) == 1 and many.startswith(few),
        "3": bool(full_forms(word) & full_forms(other)) and len(few) > 1,
        "4": frozenset((word, other)) in perhaps_short_forms(),
        "5": len(few) >= LONG and OSA.distance(word, other) == 1,
    }
    return next((mark for mark, holds in marks.items() if holds), "9")


def _level(ways: list[str], short: Words, long: Words) -> str | None:
    """The likeness that ways of finding each word come to."""
    if len(short) == 1:
        return {"1": ONE_WORD, "3": SOUND, "4": SOUND}.get(ways[0])
    weak = [way for way in ways if way != "1"]
    if "1" not in ways or not any(len(word) > 1 for word in set(short) & set(long)):
        return None
    if not weak:
        return SHORTER if long[0] in short else MAYBE
    if len(weak) > 1 or len(short) != len(long):
        initials = weak == ["2"] and long[0][0] in {word[0] for word in short}
        return INITIAL if initials else MAYBE
    return {"2": INITIAL, "3": NICKNAME, "4": SOUND, "5": SPELLING}[weak[0]]


def keys(words: Words) -> set[tuple[str, ...]]:
    """Return what a name is found by: its words, pairs of them, words with another's initial."""
    parts = {bare(word) for form in (split, _joined) for word in form(words)}
    found: set[tuple[str, ...]] = {(word,) for word in parts if len(word) > 1}
    for word in found.copy():
        others = parts - set(word)
        found |= {(*word, other[0]) for other in others}
        found |= {pair(word[0], full) for other in others for full in full_forms(other)}
    return found


def sought(words: Words) -> set[tuple[str, ...]]:
    """Return the keys under which everybody stands who may be the one of these words."""
    parts = [bare(word) for word in split(words)]
    if len(parts) == 1:
        return {(full,) for full in full_forms(parts[0]) | perhaps_short_for(parts[0])}
    initials = [part for part in parts if len(part) == 1]
    whole = [part for part in parts if len(part) > 1]
    if initials:
        return {(word, initial) for word in whole for initial in initials}
    both = [*pairwise(sorted(whole)), *pairwise(whole)]
    return {
        pair(a, full)
        for one, two in both
        for a, b in ((one, two), (two, one))
        for full in full_forms(b)
    }


def pair(one: str, two: str) -> tuple[str, ...]:
    """Return a key of two words in either order."""
    return ("+", *sorted((one, two)))
