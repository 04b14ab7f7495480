"""The names and e-mails of people, for two things alone: masking them, and finding a leak."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from copanalytics.folding import fold
from copanalytics.written import is_bot, owner_words, undecorated, vocabulary

SHORTEST = 3
"""Letters of the shortest part of a name that is looked for by itself."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
MASK = "[…]"


@dataclass(frozen=True)
class Names:
    """Every name and e-mail in a community's files; it shows none of them when printed.

    whole: names of several words and e-mails, folded. parts: single words of names, folded.
    """

    whole: frozenset[str] = field(repr=False)
    parts: frozenset[str] = field(repr=False)

    def leaks(self, text: str, vocabulary: Iterable[str] = ()) -> list[str]:
        """Return what in a text is somebody's name or e-mail.

        vocabulary: folded words that a page uses in their own sense ('May', 'Mark'); such a word
        is no leak by itself, only as part of a whole name.
        """
        known = set(vocabulary)
        words = (_bare(word) for word in re.findall(r"[\w'-]+", fold(text)))
        found = {word for word in words if word in self.parts and word not in known}
        return sorted(found | self.whole_in(text))

    def whole_in(self, text: str) -> set[str]:
        """Return the whole names and the e-mails that a text says."""
        said = f" {_spaced(fold(text))} "
        return {name for name in self.whole if f" {_spaced(name)} " in said}

    def masked(self, text: str) -> str:
        """Return a text with the e-mails in it, and words that are part of a name, masked.

        A word is taken for a name only where it is written with a capital; 'will' stays.
        """
        without = EMAIL.sub(MASK, text)
        return WORD.sub(lambda found: self._masked_word(found[0]), without)

    def _masked_word(self, word: str) -> str:
        pieces = [word, *re.split(r"['’-]", word)]
        is_name = word[:1].isupper() and any(fold(piece) in self.parts for piece in pieces)
        return MASK if is_name else word


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
    own = {fold(word) for title in titles for word in WORD.findall(title)}
    own -= {fold(word) for name in members for word in WORD.findall(name)}
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


def _bare(word: str) -> str:
    return word.strip("'.-+").removesuffix("'s")


def _spaced(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name))
