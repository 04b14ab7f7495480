"""A name as somebody wrote it on a screen: whose words they are, and what else stands there."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from copanalytics import countries
from copanalytics.folding import fold, squeeze
from copanalytics.shipping import shipped

Kind = Literal["person", "several", "device", "bot", "nobody"]

BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
SEPARATOR = re.compile(r"\s+[-–—/]\s+|\s*[|•·—@]\s*|[–—]")
PHONE = re.compile(r"[\d\s+().*x#-]*\d[\d\s+().*x#-]*")
DIGITS = 5
"""Digits and stars that make a telephone number of a text without letters."""

CODE = re.compile(r"\b([a-z]+)-(?=(?:\w*\d){2})\w{4,}")
"""A computer's own name, such as DESKTOP-4F3K2, or a model's, such as SM-A515F."""

OWNED = re.compile(r"(.+?)'s\s+(?=\S)")
"""Somebody's, whatever it is: nobody is called so."""

LABELLED = re.compile(r"^\s*([\w-]+):\s")
"""What may be a platform's word before a name, such as Guest: Ann Ash."""

UNBRACKETED = re.compile(r"\w+(?:\s?/\s?\w+)+")
"""What may be pronouns without brackets, such as she/her."""

NOT_IN_BOTS = re.compile(r"[^\w.;]+")
WORD = re.compile(r"[^\W\d_]+(?:['-]+[^\W\d_]+)*")
POSSESSIVE = re.compile(r"'s?(?=\s|$)|'(?=[a-z]+\b)")
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
"""Letters that have no accent to drop, as who drops accents writes them."""


@dataclass(frozen=True)
class Written:
    """What a display name says.

    words: the person's name, folded, in the order written (family name last where a comma says so).
    others: what stands in brackets or apart: an original name, an organisation, a country.
    label: the number of a telephone, a computer's name, or what device of a person's it is.
    people: how many may be behind the screen.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    others: tuple[tuple[str, ...], ...] = ()
    label: str = ""
    people: int = 1


@cache
def vocabulary(kind: str) -> frozenset[str]:
    """Return the shipped words of a kind (reference/display_words.csv), folded."""
    words = shipped("display_words")
    return frozenset(words.loc[words["kind"] == kind, "word"].map(fold))


def undecorated(name: str) -> str:
    """Return a name without what platforms add in brackets, and without pronouns.

    >>> undecorated("Ann Ash (she/her) (Host)  (Unverified)"), undecorated("Ann Ash - she/her")
    ('Ann Ash', 'Ann Ash')
    """
    bare = BRACKETS.sub(lambda found: " " if _is_decoration(found[0]) else found[0], name)
    said = LABELLED.sub(lambda found: " " if _is_decoration(found[1]) else found[0], bare)
    said = UNBRACKETED.sub(lambda found: " " if _is_pronoun(found[0]) else found[0], said)
    return squeeze(said.strip(" -–—|·•,") if said != bare else bare)


@lru_cache(maxsize=4096)
def _is_decoration(bracket: str) -> bool:
    inside = fold(bracket).strip("()[] ")
    return inside in vocabulary("decoration") or _is_pronoun(inside)


@lru_cache(maxsize=4096)
def _is_pronoun(text: str) -> bool:
    return {word for word in re.split(r"[\s/,]+", fold(text)) if word} <= vocabulary("pronoun")


def read_name(name: str, organisations: Collection[str] = ()) -> Written:
    """Return what a display name says; organisations: names of some, as `place_key` has them.

    >>> read_name("Smith, Anna (Oak House)").words, read_name("Smith, Anna (Oak House)").others
    (('anna', 'smith'), (('oak', 'house'),))
    >>> read_name("Anna's iPad").kind, read_name("Anna's iPad").words
    ('device', ('anna',))
    >>> read_name("Fireflies.ai Notetaker Anna").kind, read_name("Anna & Ben Smith").people
    ('bot', 2)
    """
    plain = undecorated(name.replace("（", "(").replace("）", ")"))
    folded = fold(plain).translate(LETTERS)
    if is_bot(folded):
        return Written("bot", tuple(owner_words(folded)))
    inner = [text for pair in BRACKETS.findall(folded) for text in pair if text.strip()]
    outer = squeeze(BRACKETS.sub(" ", folded))
    if not words_of(outer) and not _is_phone(outer):
        outer, inner = (inner[0], inner[1:]) if inner else (outer, [])
    apart = tuple(words for text in inner if (words := words_of(text)))
    found = _of_screen(outer, frozenset(organisations))
    named = [words for words in apart if " ".join(words) not in organisations]
    if found.kind in ("device", "nobody") and not found.words and named:
        return Written("device", named[0], apart)
    return Written(found.kind, found.words, found.others + apart, found.label, found.people)


def is_bot(folded: str) -> bool:
    """Return whether a folded display name is a note-taker's, which is no person."""
    said = _spaced(folded)
    alone = _spaced(OWNED.sub("", folded)).strip() in vocabulary("bot alone")
    return alone or bool(_bots().search(said))


@cache
def _bots() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(_spaced(bot)) for bot in sorted(vocabulary("bot"))))


def _spaced(text: str) -> str:
    return f" {NOT_IN_BOTS.sub(' ', text).strip()} "


def owner_words(folded: str) -> list[str]:
    """Return the words of a note-taker's or device's name that are its owner's ('Ann's ...')."""
    owner = re.match(r"(.+?)'s?\s", folded)
    return list(words_of(owner[1])) if owner else []


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a folded name, without apostrophes, numbers and titles.

    >>> words_of("dr. o'brien-smith 2")
    ('obrien-smith',)
    """
    joined = text.replace("_", " ").replace("'", "")
    words = WORD.findall(joined if joined.isascii() else joined.translate(LETTERS))
    titles = vocabulary("title")
    named = [word for word in words if word not in titles]
    return tuple(named or words)


def place_key(text: str) -> str:
    """Return what an organisation's name is compared by.

    >>> place_key("Ensemble2Générations, Lyon")
    'ensemble generations lyon'
    """
    return " ".join(words_of(fold(text)))


def _is_phone(outer: str) -> bool:
    signs = len(re.findall(r"[\d*x]", outer))
    return bool(PHONE.fullmatch(outer)) and signs >= DIGITS


def _of_screen(outer: str, organisations: frozenset[str]) -> Written:
    """What stands outside brackets: of nobody, of a device, of several, or of one person."""
    if _is_phone(outer):
        return Written("nobody", label=re.sub(r"[^\d*x]", "", outer))
    if re.sub(r"[\W\d_]+", " ", outer).strip() in vocabulary("nobody") | {""}:
        return Written("nobody")
    if not SEPARATOR.search(outer) and (device := _device(outer)):
        return device
    if place_key(outer) in organisations:
        return Written("nobody", others=(words_of(outer),))
    return _several(outer) or _person(outer, organisations)


def _device(outer: str) -> Written | None:
    """A device, whose it is, and which of that person's: a model's name alone is many devices."""
    said = POSSESSIVE.sub(" ", outer)
    codes = list(CODE.finditer(said))
    words = re.findall(r"\w+", CODE.sub(" ", said))
    owned = OWNED.match(outer)
    if not (owned or codes or any(word in vocabulary("device") for word in words)):
        return None
    owner = words_of(owned[1]) if owned else tuple(_owner_of_device(words))
    if not owner:
        own_name = CODE.fullmatch(outer)
        return Written("device", label=outer if own_name and _is_computer(own_name[1]) else "")
    which = [*(word for word in words if word not in owner), *(code[0] for code in codes)]
    return Written("device", owner, label=" ".join(which))


def _is_computer(word: str) -> bool:
    return word in vocabulary("device")


def _owner_of_device(words: list[str]) -> list[str]:
    known = [vocabulary(kind) for kind in ("device", "model", "of")]
    kept = [word for word in words if not any(word in kind for kind in known)]
    return [word for word in kept if len(word) > 1 and not any(map(str.isdigit, word))]


def _several(outer: str) -> Written | None:
    """Two first names joined ('Anna & Ben Smith'); 'García y Vega' is one family name."""
    first = SEPARATOR.split(outer)[0] if " / " not in outer else outer
    sides = re.split(r"\s*[&+/]\s*|\s(?:and|et|und|och|og)\s", first)
    joined = [first] if "," in first else re.split(r"\s(?:y|e|i|en|a)\s", first)
    if len(sides) == 1 and all(len(words_of(side)) == 1 for side in joined[:-1]):
        sides = joined
    if len(sides) < 2 or not all(_is_given(side) for side in sides):
        return None
    return Written("several", words_of(" ".join(sides)), people=len(sides))


def _is_given(side: str) -> bool:
    """A side of 'and' that may be a person: a word or two to four, and no country."""
    words = words_of(side)
    return 1 <= len(words) <= 4 and countries.resolve(side) is None


def _person(outer: str, organisations: frozenset[str]) -> Written:
    """The person's own words first; what follows a dash, a bar or a second comma is apart."""
    first, *rest = [part for part in SEPARATOR.split(outer) if words_of(part)]
    if rest and _is_known_place(first, organisations):
        first, rest = rest[0], [first, *rest[1:]]
    first, places = _apart_from_places(first, organisations)
    rest = [*places, *rest]
    family, *after = [part.strip() for part in first.split(",") if _is_named(part)] or [first]
    whole = words_of(family)
    if not after:
        return Written("person", whole, tuple(map(words_of, rest)))
    if len(whole) > 1 and _is_known_place(after[0], organisations):
        return Written("person", whole, tuple(map(words_of, [*after, *rest])))
    # 'Family, Given': but it may be 'Name, Organisation', so the first part stays a way to read it.
    apart = [words_of(text) for text in [*after[1:], *rest]]
    other = [whole] if len(whole) > 1 else []
    return Written("person", words_of(after[0]) + whole, tuple([*other, *apart]))


def _apart_from_places(text: str, organisations: frozenset[str]) -> tuple[str, list[str]]:
    """A name without the organisation of two or more words right before or behind it."""
    words = text.split()
    for n in range(1, len(words)):
        for place, name in ((words[n:], words[:n]), (words[:n], words[n:])):
            if len(place) > 1 and place_key(" ".join(place)) in organisations:
                return " ".join(name).strip(" ,"), [" ".join(place)]
    return text, []


def _is_named(part: str) -> bool:
    return not set(words_of(part)) <= vocabulary("title")


def _is_known_place(text: str, organisations: frozenset[str]) -> bool:
    if place_key(text) in organisations:
        return True
    return countries.resolve(text.upper() if len(text) < 3 else text) is not None
