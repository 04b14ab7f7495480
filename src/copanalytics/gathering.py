"""Groups of display names and addresses, each group a person, as they are joined."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from copanalytics.copresence import Times
from copanalytics.likeness import Words, keys

CROWD = 12
"""People whom one key may stand for before a name is called too common to look further."""


@dataclass
class Groups:
    """Who is one with whom so far. A group goes by the first of its members.

    members: group to the keys (an address, or a name without one) in it. names, mails, contexts:
    what is known of it. listed: whether the directory has it. apart: pairs of keys that the
    analyst says are two people. of_several: keys that more than one person may have written.
    """

    members: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, set[Words]] = field(default_factory=dict)
    contexts: dict[str, set[str]] = field(default_factory=dict)
    mails: dict[str, set[str]] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    apart: frozenset[frozenset[str]] = frozenset()
    of_several: set[str] = field(default_factory=set)
    times: Times = field(default_factory=dict)
    _group: dict[str, str] = field(default_factory=dict)
    _index: dict[tuple[str, ...], set[str]] = field(default_factory=dict)

    def add(self, key: str, mail: str, names: Iterable[Words], contexts: Iterable[str]) -> None:
        """Add a key, or more that is known of it."""
        self._group.setdefault(key, key)
        self.members.setdefault(key, [key])
        self.mails.setdefault(key, set()).update({mail} - {""})
        self.names.setdefault(key, set()).update(names)
        self.contexts.setdefault(key, set()).update(contexts)

    def group(self, key: str) -> str:
        """Return the group that a key is in."""
        while self._group[key] != key:
            key = self._group[key]
        return key

    def join(self, one: str, two: str) -> str:
        """Make two groups one, and return its name: the one with an address stays."""
        first, second = self.group(one), self.group(two)
        if first == second:
            return first
        if self.mails[second] and not self.mails[first]:
            first, second = second, first
        self._group[second] = first
        self.members[first] += self.members.pop(second)
        self.names[first] |= self.names.pop(second)
        self.contexts[first] |= self.contexts.pop(second)
        self.mails[first] |= self.mails.pop(second)
        if second in self.listed:
            self.listed.add(first)
        return first

    def index(self) -> None:
        """Make every name of every key findable by what it may be shortened to."""
        for group, names in self.names.items():
            for key in {key for words in names if len(words) > 1 for key in keys(words)}:
                self._index.setdefault(key, set()).add(group)

    def found(self, by: Iterable[tuple[str, ...]]) -> tuple[set[str], bool]:
        """Return the groups that stand under keys, and whether these are all."""
        sets = [self._index.get(key, set()) for key in by]
        small = [{self.group(key) for key in one} for one in sets if len(one) <= CROWD * 10]
        few = [one for one in small if len(one) <= CROWD]
        return set().union(*few), len(few) == len(sets)

    def kept_apart(self, one: str, two: str) -> bool:
        """Return whether the analyst says that somebody of one group is nobody of the other."""
        if not self.apart:
            return False
        pairs = (frozenset((a, b)) for a in self.members[one] for b in self.members[two])
        return any(both in self.apart for both in pairs)
