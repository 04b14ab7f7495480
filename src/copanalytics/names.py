"""The names and e-mails of people, for two things alone: masking them, and finding a leak."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from copanalytics.folding import fold
from copanalytics.places import without_places
from copanalytics.written import is_bot, owner_words, undecorated, vocabulary

SHORTEST = 3
"""Letters of the shortest part of a name that is looked for by itself."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
PHONE = re.compile(r"(?<!\w)(?:\+|\(?0)\d[\d ()./-]{6,}\d(?!\w)")
DIGITS = 9
"""Digits of the shortest telephone number; a date has eight."""

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\w)@\w{3,}")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MASK = "[…]"


@dataclass(frozen=True)
class Names:
    """Every name and e-mail in a community's files; it shows none of them when printed.

    whole: names of several words and e-mails, folded. parts: single words of names, folded.
    organisations: their whole names, folded; a word of one says nothing. pseudonyms: of all people.
    """

    whole: frozenset[str] = field(repr=False)
    parts: frozenset[str] = field(repr=False)
    organisations: frozenset[str] = field(default=frozenset(), repr=False)
    pseudonyms: frozenset[str] = field(default=frozenset(), repr=False)

    def leaks(self, text: str, vocabulary: Iterable[str] = ()) -> list[str]:
        """Return what in a text is somebody's name, e-mail, organisation or pseudonym.

        vocabulary: folded words that a page uses in their own sense ('May', 'Mark'); such a word
        is no leak by itself, only as part of a whole name.
        """
        known = set(vocabulary)
        said = f" {_spaced(fold(text))} "
        places = {name for name in self.organisations - known if f" {_spaced(name)} " in said}
        tokens = self.pseudonyms & set(re.findall(r"\b[0-9a-f]{12}\b", text))
        words = (_bare(word) for word in re.findall(r"[\w'-]+", fold(text)))
        found = {word for word in words if word in self.parts and word not in known}
        return sorted(found | places | tokens | self.whole_in(text))

    def whole_in(self, text: str) -> set[str]:
        """Return the whole names and the e-mails that a text says."""
        said = f" {_spaced(fold(text))} "
        return {name for name in self.whole if f" {_spaced(name)} " in said}

    def masked(self, text: str) -> str:
        """Return a text without the e-mails, addresses, telephone numbers, names and places in it.

        A single word is taken for a name only where it is written with a capital; 'will' stays. A
        whole name, or that of an organisation of several words, is masked in any spelling; of
        places, countries and large cities.
        """
        without = ADDRESS.sub(MASK, EMAIL.sub(MASK, text))
        without = PHONE.sub(_masked_number, without)
        for name in sorted(self._several_words_in(without), key=len, reverse=True):
            without = _spelt(name).sub(MASK, without)
        without = WORD.sub(lambda found: self._masked_word(found[0]), without)
        return without_places(without, MASK)

    def _several_words_in(self, text: str) -> set[str]:
        said = f" {_spaced(fold(text))} "
        names = {_spaced(name) for name in self.whole | self.organisations}
        return {name for name in names if " " in name and f" {name} " in said}

    def _masked_word(self, word: str) -> str:
        pieces = [word, *re.split(r"['’-]", word)]
        is_name = word[:1].isupper() and any(fold(piece) in self.parts for piece in pieces)
        return MASK if is_name else word


def completed(
    names: Names,
    organisations: Iterable[str],
    pseudonyms: Iterable[str],
    allowed: Iterable[str] = (),
) -> Names:
    """Return the names with the organisations and pseudonyms to look for, without what is allowed.

    allowed: words and names that may be published though they are somebody's, as the analyst says
    in reference/allowed_words.csv.
    """
    may = {fold(text) for text in allowed}
    places = {fold(name) for name in organisations}
    return Names(
        names.whole - may,
        names.parts - may,
        frozenset(name for name in places - may if len(name) >= SHORTEST),
        frozenset(pseudonyms),
    )


def folded(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of texts, without case and accents.

    >>> sorted(folded(["Émile's café", "Café"]))
    ['cafe', "emile's"]
    """
    return frozenset(fold(word) for text in texts for word in WORD.findall(text))


def names_in(
    written: Iterable[str],
    emails: Iterable[str],
    titles: Iterable[str] = (),
    members: Iterable[str] = (),
) -> Names:
    """Return the names and e-mails to look for, of names as written and e-mail addresses.

    titles: texts of the community's own; a display name such as 'Homeshare Lyon' does not make
    their words somebody's name, unless the directory has them (members: its names). What
    platforms add in brackets is no part of a name either, nor is a note-taker's or a device's.
    """
    whole = {fold(mail) for mail in emails if "@" in mail}
    own = folded(titles) - folded(members)
    parts: set[str] = set()
    for name in written:
        words = _words_of_people(name)
        parts |= {word for word in words if len(word) >= SHORTEST} - own
        if len(words) > 1 and not own.issuperset(words):
            whole.add(" ".join(words))
    return Names(frozenset(whole), frozenset(parts))


def _words_of_people(name: str) -> list[str]:
    """The folded words of a display name, but for those that are a note-taker's or a device's."""
    plain = undecorated(name)
    if is_bot(fold(plain)):
        return owner_words(fold(plain))
    words = [fold(word) for word in WORD.findall(plain)]
    kept = [word for word in words if word not in vocabulary("device")]
    return [word.removesuffix("'s") for word in kept]


@lru_cache(maxsize=4096)
def _spelt(name: str) -> re.Pattern[str]:
    """A folded name of several words, in any case and with any accents."""
    words = ["".join(map(_letter, word)) for word in name.split()]
    return re.compile(r"(?<!\w)" + r"[\W_]+".join(words) + r"(?!\w)", re.IGNORECASE)


def _letter(bare: str) -> str:
    """The letter, or any that is it with an accent, in one sign or two."""
    return f"[{bare}{_accented().get(bare, '')}][\u0300-\u036f]*"


@cache
def _accented() -> dict[str, str]:
    found: dict[str, str] = {}
    for letter in map(chr, range(0xC0, 0x250)):
        found[fold(letter)] = found.get(fold(letter), "") + letter
    return found


def _masked_number(found: re.Match[str]) -> str:
    return MASK if sum(map(str.isdigit, found[0])) >= DIGITS else found[0]


def _bare(word: str) -> str:
    return word.strip("'.-+").removesuffix("'s")


def _spaced(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name))
