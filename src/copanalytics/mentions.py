"""Every written name and e-mail of a community, and what each is known by while people are told."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain, combinations

import pandas as pd

from copanalytics import countries
from copanalytics.addresses import canonical, is_public, is_role
from copanalytics.copresence import times
from copanalytics.deciding import DEVICE
from copanalytics.folding import fold
from copanalytics.gathering import Groups
from copanalytics.likeness import Words, bare, has_initial, likeness
from copanalytics.written import Written, place_key, read_name, words_of

NOBODY = "no name "
"""What the key of a device or telephone without anybody's name starts with."""

NOT = "not:"
"""Before a name or an e-mail in reference/people.csv: somebody else than that."""

NO_PERSON = "a person"
"""Behind NOT: no person at all."""


@dataclass(frozen=True)
class Mentions:
    """What is written, and the corrections that the analyst made.

    said: folded name or e-mail to whose it is. shared: canonical addresses of several people, with
    the words that their names have in common. organisations: names of some, told or learned.
    read: what each corrected name says. order: keys as they first appear. otherwise: other readings
    of a key's name. several: people behind a key's screen. labelled: keys of telephones and
    computers that are one wherever seen. known, put_right: found before.
    """

    said: dict[str, str]
    apart: frozenset[frozenset[str]]
    organisations: frozenset[str]
    read: dict[str, Written] = field(default_factory=dict)
    shared: dict[str, frozenset[str]] = field(default_factory=dict)
    order: dict[str, None] = field(default_factory=dict)
    listed: frozenset[str] = frozenset()
    otherwise: dict[str, tuple[Words, ...]] = field(default_factory=dict)
    several: dict[str, int] = field(default_factory=dict)
    labelled: frozenset[str] = frozenset()
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    put_right: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def corrected(self, name: str, email: str) -> tuple[str, str]:
        """Return a name and an e-mail as the analyst says they are."""
        if (name, email) not in self.put_right:
            self.put_right[name, email] = self._corrected(name, email)
        return self.put_right[name, email]

    def _corrected(self, name: str, email: str) -> tuple[str, str]:
        if self.said:
            name, email = (self.said.get(fold(text), text) for text in (name, email))
        if "@" in name and " " not in name.strip() and not email:
            name, email = "", name
        if "@" not in email:
            return name, ""
        email = canonical(email)
        return name, canonical(self.said.get(email, email))

    def written(self, name: str) -> Written:
        """Return what a corrected name says."""
        if name not in self.read:
            self.read[name] = read_name(name, self.organisations)
        return self.read[name]

    def key(self, name: str, email: str) -> str:
        """Return what a name and an e-mail are known by: an address that decides, or the name."""
        if (name, email) not in self.known:
            self.known[name, email] = self._key(*self.corrected(name, email))
        return self.known[name, email]

    def keys(self, written: pd.DataFrame) -> pd.Series:
        """Return what each row's `name` and `email` are known by."""
        texts = _texts(written)
        number = texts.groupby(["name", "email"], sort=False).ngroup()
        by_number = pd.Series([self.key(*pair) for pair in _distinct(written)], dtype="str")
        return pd.Series(by_number.reindex(number).to_numpy(), written.index, dtype="str")

    def _key(self, name: str, email: str) -> str:
        if fold(name) == f"{NOT} {NO_PERSON}":
            return ""
        said = self.written(name)
        if said.kind == "bot" and name not in self.said.values():
            return ""
        if email and self._decides(email, said.words):
            return email
        if said.words and said.kind != "bot":
            apart = "".join(f" ({' '.join(words)})" for words in said.others)
            device = f"{DEVICE}{said.label} of " if said.kind == "device" else ""
            office = f" at {_domain(email)}" if email else ""
            return device + " ".join(said.words) + apart + office
        if email or not name.strip():
            return email
        return NOBODY + (said.label or fold(name))

    def _decides(self, email: str, words: Words) -> bool:
        if is_role(email):
            return False
        return email not in self.shared or _is_named_after(email, words, self.shared[email])

    def groups(self, written: pd.DataFrame) -> Groups:
        """Return every key as a group by itself, with what is known of it."""
        groups = Groups(apart=self.apart)
        for name, email in sorted(_distinct(written)):
            key = self.key(name, email)
            if key and not key.startswith(NOBODY):
                self._add(groups, key, *self.corrected(name, email))
        keys = self.keys(written)
        for column, kind in (("organisation", "organisation"), ("country", "country")):
            self._told(groups, keys, written.get(column), kind)
        _with_offices(groups)
        _with_domains(groups)
        groups.listed |= self.listed & set(groups.members)
        groups.times.update(times(written.assign(key=keys)))
        return groups

    def _add(self, groups: Groups, key: str, name: str, email: str) -> None:
        said = self.written(name)
        own = {said.words} if said.words and said.kind in ("person", "device") else set()
        own |= {
            other
            for other in said.others
            if any(likeness(other, word) and not set(other) < set(word) for word in own)
        }
        if said.kind == "device" and "@" in key and said.words not in said.others:
            own = set()
        longest = max((len(words) for words in own), default=0)
        own = {words for words in own if len(words) > 1 or longest < 2}
        own = {words for words in own if not any(set(words) < set(other) for other in own)}
        places = {c for words in said.others if (c := countries.resolve(_upper(" ".join(words))))}
        texts = [" ".join(words) for words in said.others]
        contexts = {f"organisation {text}" for text in texts if text in self.organisations}
        contexts |= {f"country {place}" for place in places}
        if said.kind == "device" and said.words:
            contexts.add(f"device {said.label} of {' '.join(said.words)}")
        if email and "@" not in key:
            contexts.add(f"address {email}")
            contexts |= set() if is_public(email) else {f"domain {_domain(email)}"}
        groups.add(key, key if "@" in key else "", own, contexts)

    def _told(self, groups: Groups, keys: pd.Series, told: pd.Series | None, kind: str) -> None:
        if told is None:
            return
        pairs = pd.DataFrame({"key": keys, "told": told}).dropna().drop_duplicates()
        for key, text in pairs.itertuples(index=False, name=None):
            if key in groups.members and text.strip():
                said = countries.resolve(text) if kind == "country" else place_key(text)
                groups.add(key, "", (), [f"{kind} {said}"] if said else [])


def _with_offices(groups: Groups) -> None:
    """Tell the organisation of every address whose domain is that of one organisation's people."""
    people: dict[str, set[tuple[str, str]]] = {}
    for key, contexts in groups.contexts.items():
        told = {(text, key) for text in contexts if text.startswith("organisation ")}
        people.setdefault(key.rpartition("@")[2], set()).update(told)
    offices = {domain: office for domain in people if (office := _office(domain, people[domain]))}
    for key in groups.members:
        domains = {_domain(key)} if "@" in key else _domains(groups.contexts[key])
        groups.contexts[key] |= {offices[d] for d in domains if d in offices and not is_public(d)}


def _with_domains(groups: Groups) -> None:
    """Tell the domain of every address at which a name stands with an office's address too."""
    told = {text for texts in groups.contexts.values() for text in texts}
    for key in groups.members:
        text = f"domain {_domain(key)}"
        if "@" in key and text in told and not is_public(key):
            groups.contexts[key].add(text)


def _domains(contexts: set[str]) -> set[str]:
    return {text.removeprefix("domain ") for text in contexts if text.startswith("domain ")}


def _domain(email: str) -> str:
    return email.rpartition("@")[2]


def _office(domain: str, people: set[tuple[str, str]]) -> str | None:
    """The one organisation of two or more people of a domain, or of one if it is named so."""
    told = {text for text, _ in people}
    if len(told) != 1:
        return None
    named = bare(domain.split(".")[0].replace("-", "")) in bare(min(told).replace(" ", ""))
    return min(told) if named or len(people) > 1 else None


def mentions(written: pd.DataFrame, corrections: pd.DataFrame) -> Mentions:
    """Return all that is written of people, with the analyst's corrections."""
    said = {
        fold(text): whose
        for text, whose in zip(corrections["written"], corrections["is"], strict=True)
        if not whose.startswith(NOT) or fold(whose) == f"{NOT} {NO_PERSON}"
    }
    places = written.get("organisation", pd.Series(dtype="str")).dropna().unique()
    told = Mentions(said, frozenset(), frozenset(map(place_key, places)) - {""})
    pairs = _distinct(written)
    learned = told.organisations | _places(told, pairs)
    kept = _unmoved(told.read, learned - told.organisations)
    first = replace(told, organisations=learned, read=kept, known={})
    first = replace(first, shared=_shared(first, pairs))
    found = replace(first, known={}, apart=frozenset(_apart(first, corrections)))
    keys = {pair: found.key(*pair) for pair in pairs}
    names = {pair: found.written(found.corrected(*pair)[0]) for pair in pairs}
    listed = written.get("listed", pd.Series(False, written.index)).fillna(False).astype(bool)
    in_directory = _distinct(written[listed])
    otherwise: dict[str, tuple[Words, ...]] = {}
    for pair, key in keys.items():
        otherwise[key] = (*otherwise.get(key, ()), *names[pair].others)
    return replace(
        found,
        order=dict.fromkeys(key for key in keys.values() if key),
        listed=frozenset(found.key(*pair) for pair in in_directory),
        otherwise=otherwise,
        several={keys[pair]: names[pair].people for pair in pairs if names[pair].people > 1},
        labelled=frozenset(
            keys[pair] for pair in pairs if names[pair].label and not names[pair].words
        ),
    )


def _unmoved(read: dict[str, Written], learned: frozenset[str]) -> dict[str, Written]:
    """What is read so far of names that say no word of an organisation learned since."""
    if not learned:
        return read
    words = {word for text in learned for word in text.split()}
    return {
        name: said
        for name, said in read.items()
        if said.kind == "person" and words.isdisjoint(chain(said.words, *said.others))
    }


def _texts(written: pd.DataFrame) -> pd.DataFrame:
    return written[["name", "email"]].fillna("").astype("str")


def _distinct(written: pd.DataFrame) -> list[tuple[str, str]]:
    """The names with their e-mails, in the order in which they first appear."""
    once = _texts(written).drop_duplicates()
    return list(zip(once["name"].tolist(), once["email"].tolist(), strict=True))


def _apart(found: Mentions, corrections: pd.DataFrame) -> Iterable[frozenset[str]]:
    """Pairs of keys that are two people, as the analyst says."""
    for text, whose in zip(corrections["written"], corrections["is"], strict=True):
        if whose.startswith(NOT) and fold(whose) != f"{NOT} {NO_PERSON}":
            other = whose.removeprefix(NOT).strip()
            yield frozenset(found.key(side, "") for side in (text, other))


def _places(found: Mentions, pairs: list[tuple[str, str]]) -> frozenset[str]:
    """What stands beside the names of different people, who write theirs without it too."""
    read = [found.written(found.corrected(*pair)[0]) for pair in pairs]
    plain = {said.words for said in read if not said.others and len(said.words) > 1}
    beside: dict[Words, set[Words]] = {}
    for said in read:
        for other in said.others:
            sides = [(other, said.words), (said.words, other), (_before(said.words, other), other)]
            for place, name in ((place, name) for place, name in sides if place and name in plain):
                beside.setdefault(place, set()).add(name)
    return frozenset(" ".join(place) for place, people in beside.items() if _is_of(place, people))


def _before(words: Words, name: Words) -> Words:
    """What may be an organisation in 'Name, Organisation', read as 'Family, Given'."""
    return words[: -len(name)] if words[-len(name) :] == name else ()


def _is_of(place: Words, people: set[Words]) -> bool:
    """Whether a place, no country and no device, is of people who are surely not all one."""
    text = _upper(" ".join(place))
    if countries.resolve(text) or read_name(text).kind != "person":
        return False
    if any(likeness(words, place) for words in people):
        return False
    return any(not likeness(one, two) for one, two in combinations(sorted(people), 2))


def _shared(found: Mentions, pairs: list[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Addresses that people of clearly different names write from, and words common to them."""
    names: dict[str, set[Words]] = {}
    elsewhere: dict[Words, set[str]] = {}
    for pair in pairs:
        name, email = found.corrected(*pair)
        said = found.written(name)
        words = _fullest(said)
        if said.kind == "person" and len(words) > 1 and not has_initial(words):
            elsewhere.setdefault(words, set()).add(email)
            if email:
                names.setdefault(email, set()).add(words)
    found_shared: dict[str, frozenset[str]] = {}
    for email, own in names.items():
        apart = [p for p in combinations(sorted(own), 2) if _two_people(email, p, elsewhere)]
        if apart:
            found_shared[email] = frozenset(w for pair in apart for w in _common(email, pair))
    return found_shared


def _fullest(said: Written) -> Words:
    """The whole name of 'Ann (Ann Ash)'."""
    whole = [other for other in said.others if set(said.words) < set(other)]
    return max([said.words, *whole], key=len)


def _common(email: str, pair: tuple[Words, Words]) -> set[str]:
    """Words that tell nothing of two people of one address: all, where it is named after both."""
    one, two = map(set, pair)
    both = all(_is_named_after(email, words, frozenset(one & two)) for words in pair)
    return one | two if both else one & two


def _two_people(email: str, pair: tuple[Words, Words], elsewhere: dict[Words, set[str]]) -> bool:
    """Two names of one address are of two people, unless one is but a screen name of the other.

    A name that is seen nowhere else and has no word of the first's, at an address that is named
    after the first alone, is a screen name: the address decides.
    """
    one, two = pair
    if likeness(one, two) or bare(one[0]) in map(bare, two) or bare(two[0]) in map(bare, one):
        return False
    if one[-1].isascii() != two[-1].isascii():
        return False
    common = frozenset(one) & frozenset(two)
    after = [words for words in pair if _is_named_after(email, words, common)]
    if len(after) != 1 or common:
        return True
    stranger = two if after[0] == one else one
    return len(elsewhere[stranger]) > 1


def _is_named_after(email: str, words: Words, common: frozenset[str]) -> bool:
    """Whether an address has, of somebody's name, what another's has not: a word or its initial."""
    local = "".join(bare(word) for word in words_of(fold(email.rpartition("@")[0])))
    own = [bare(word) for word in words if word not in common]
    if any(len(word) > 2 and word in local for word in own):
        return True
    for word in sorted(map(bare, common or words), key=len, reverse=True):
        local = local.replace(word, "")
    return local in {word[0] for word in own}


def _upper(text: str) -> str:
    return text.upper() if len(text) < 3 else text
