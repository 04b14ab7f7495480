"""Which display names and addresses are one person: surely, or perhaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from copanalytics.addresses import are_of_one_office, distinctive, local_part
from copanalytics.copresence import LONG_TOGETHER, met, together, took_over
from copanalytics.gathering import Groups
from copanalytics.likeness import (
    SAME,
    SHORTER,
    SURE,
    Words,
    bare,
    likeness,
    sought,
    turns,
    without_initials,
)  # fmt: skip

DEVICE = "device "
"""What the key of a device of somebody's starts with."""

FITS_ANOTHER = "short for somebody else's name as well"

SHORTEST_FULL = 5
"""Letters of a whole name, below which its initials or a first name are all there is."""


@dataclass(frozen=True)
class Doubtful:
    """A key that may be another group's person, and why: in words, for the analyst."""

    key: str
    other: str
    basis: str
    evidence: tuple[str, ...]


def decide(groups: Groups, otherwise: dict[str, tuple[Words, ...]]) -> list[Doubtful]:
    """Join the groups that are surely one person, and return who else may be.

    otherwise: other readings of a key's name (what stood in brackets, before a comma).
    """
    known = {turn for names in groups.names.values() for w in names if _is_full(w)
             for turn in turns(w)}  # fmt: skip
    meant = {
        key: [words for words in others if turns(words) & known and _is_full(words)]
        for key, others in otherwise.items()
    }
    renamed = {key for key in meant if any(_is_new_name(groups, key, w) for w in meant[key])}
    doubts = _same_names(groups, renamed)
    groups.index()
    rest = [key for key in groups.members if not groups.mails[key]]
    for key in sorted(rest, key=lambda key: (-_length(groups, key), key)):
        if key in groups.members and not groups.mails[groups.group(key)]:
            doubts += _shorter_names(groups, key, meant.get(key, []))
    return doubts


def _is_new_name(groups: Groups, key: str, original: Words) -> bool:
    """Whether a key is 'New Name (Original Name)', of one first name and two families'."""
    own = groups.names.get(key, set())
    return "@" not in key and any(
        _is_full(words) and not likeness(words, original) and bare(words[0]) == bare(original[0])
        for words in own
    )


def _length(groups: Groups, key: str) -> int:
    return max((len("".join(words)) for words in groups.names[key]), default=0)


def _is_full(words: Words) -> bool:
    whole = [word for word in words if len(word) > 1]
    return len(whole) > 1 and len("".join(whole)) >= SHORTEST_FULL


def _same_names(groups: Groups, renamed: set[str]) -> list[Doubtful]:
    """Join who writes the same whole name, unless several addresses do; then doubt it.

    renamed: keys whose original name says more than the one shown.
    """
    by_turn = _by_turn(groups, renamed)
    doubts: list[Doubtful] = []
    for _, keys in sorted(by_turn.items()):
        doubts += _of_one_name(groups, sorted({groups.group(key) for key in keys}))
    return list(dict.fromkeys(doubts))


def _by_turn(groups: Groups, renamed: set[str]) -> dict[str, list[str]]:
    """Keys by each way of turning their whole name; 'annastone' stands with Anna Stone."""
    by_turn: dict[str, list[str]] = {}
    for key, names in groups.names.items():
        whole = {words for words in names if _is_full(words) and key not in renamed}
        for turn in {turn for words in whole for turn in turns(words)}:
            by_turn.setdefault(turn, []).append(key)
    for key in (key for key in groups.members if not groups.mails[key]):
        single = {bare(word) for word, *more in groups.names[key] if not more}
        for turn in (turn for turn in single if turn in by_turn):
            by_turn[turn].append(key)
    _add_named_by_address(groups, by_turn)
    return by_turn


def _add_named_by_address(groups: Groups, by_turn: dict[str, list[str]]) -> None:
    for key, mail in ((key, mail) for key, mails in groups.mails.items() for mail in mails):
        turn = bare(local_part(mail))
        if turn in by_turn and _is_named_by_address(groups, key, turn, by_turn[turn][0]):
            by_turn[turn].append(key)


def _is_named_by_address(groups: Groups, key: str, turn: str, known: str) -> bool:
    """Whether an address says a whole name, of which only a part or a device is shown with it."""
    whole = [words for words in groups.names[known] if turn in turns(words)]
    return all(not _is_full(own) and likeness(own, words)
               for own in groups.names[key] for words in whole)  # fmt: skip


def _of_one_name(groups: Groups, same: list[str]) -> list[Doubtful]:
    if len(same) < 2:
        return []
    doubts: list[Doubtful] = []
    known: list[str] = []
    named = [group for group in same if not groups.mails[group]]
    for one in (group for group in same if group not in named):
        sure = [other for other in known if _one_of_two_addresses(groups, one, other)]
        open_still = [o for o in known if not sure and not groups.kept_apart(one, o)]
        doubts += [_doubt(groups, one, other, SAME) for other in open_still]
        known = known if sure else [*known, one]
        if sure:
            groups.join(sure[0], one)
    for one in sorted(named, key=lambda group: (group not in groups.listed, group)):
        doubts += _placed(groups, one, dict.fromkeys(map(groups.group, known), SAME), True)
        is_another = one in groups.listed and groups.group(one) == one
        known = [*known, one] if is_another else known or [one]
    return doubts


def _one_of_two_addresses(groups: Groups, one: str, two: str) -> bool:
    """Two addresses of one whole name: namesakes, unless more than the name speaks for one."""
    if groups.kept_apart(one, two) or together(groups.times, *_keys(groups, one, two)) > 0:
        return False
    words = max(sorted(groups.names[one]), key=len)
    own = [
        {local for mail in groups.mails[group] if (local := distinctive(mail, words))}
        for group in (one, two)
    ]
    both_listed = {one, two} <= groups.listed
    return not both_listed and (
        bool(own[0] & own[1])
        or _of_one_local(groups, one, two)
        or _of_one_office(groups, one, two)
        or any(text.startswith("organisation ") for text in _shared(groups, one, two))
        or took_over(groups.times, *_keys(groups, one, two))
    )


def _of_one_local(groups: Groups, one: str, two: str) -> bool:
    """Whether two addresses, never of one session, differ in what stands behind the @ alone."""
    parts = [{local_part(mail) for mail in groups.mails[group]} for group in (one, two)]
    keys = _keys(groups, one, two)
    told = all(any(key in groups.times for key in own) for own in keys)
    if not parts[0] & parts[1] or not told or met(groups.times, *keys):
        return False
    return not _against(groups, one, two, SAME)


def _of_one_office(groups: Groups, one: str, two: str) -> bool:
    words = max(sorted(groups.names[one]), key=len)
    mails = product(groups.mails[one], groups.mails[two])
    return any(are_of_one_office(first, second, words) for first, second in mails)


def _shorter_names(groups: Groups, key: str, readings: list[Words]) -> list[Doubtful]:
    """Whoever may be meant by a name without an address: joined if one person, else doubted."""
    alike: dict[str, str] = {}
    complete = True
    for words in groups.names[key]:
        core = without_initials(words)
        found, all_of_them = groups.found(sought(core))
        complete &= all_of_them
        for other in found - {groups.group(key)}:
            levels = [
                level
                for name in groups.names[other]
                if (level := _likeness(groups, words, name, other))
            ]
            if levels and _knows_more(groups, other, key):
                alike[other] = min(levels, key=lambda level: level not in SURE)
    inner = _meant_by(groups, key, readings)
    if len(inner) == 1 and (not alike or inner <= set(alike)):
        groups.join(inner.pop(), key)
        return []
    return _placed(groups, key, alike, complete)


def _likeness(groups: Groups, words: Words, name: Words, other: str) -> str | None:
    """How a name is like one of another group's; a longer one, only by a word more."""
    level = likeness(words, name)
    if level in (None, SAME) or (len(name) < len(without_initials(words)) and level != SHORTER):
        return None
    if (
        level in SURE
        and _letters(name) < _letters(words)
        and _may_be_another(groups, words, name, other)
    ):
        return FITS_ANOTHER
    return level


def _letters(words: Words) -> int:
    return len("".join(words))


def _may_be_another(groups: Groups, words: Words, short: Words, other: str) -> bool:
    """Whether a shorter name may be short for somebody's that is not like these words."""
    found, _ = groups.found(sought(short))
    return any(
        likeness(short, name) in SURE and not likeness(words, name)
        for group in {*found, other}
        for name in groups.names[group]
        if _letters(name) > _letters(short)
    )


def _knows_more(groups: Groups, other: str, key: str) -> bool:
    return bool(groups.mails[other]) or _length(groups, other) >= _length(groups, key)


def _meant_by(groups: Groups, key: str, readings: list[Words]) -> set[str]:
    """The people whose whole name stands in brackets behind a nickname or part of the name."""
    one_word = all(not _is_full(words) for words in groups.names[key])
    found: set[str] = set()
    for words in readings:
        close = one_word or any(
            likeness(words, own) or bare(words[0]) == bare(own[0]) for own in groups.names[key]
        )
        others, _ = groups.found(sought(words))
        found |= {
            other
            for other in others - {groups.group(key)}
            if close and any(turns(words) & turns(name) for name in groups.names[other])
        }
    return found


def _placed(groups: Groups, key: str, alike: dict[str, str], complete: bool) -> list[Doubtful]:
    """Join a key to the one person it may be; doubt it where there are more, or none surely."""
    able = {o: basis for o, basis in alike.items() if not groups.kept_apart(o, key)}
    sure = [o for o, by in able.items() if by in SURE and not _against(groups, key, o, by)]
    if complete and len(able) == len(sure) == 1 and not {key, *sure} <= groups.listed:
        spoken_for = sure
    else:
        spoken_for = [o for o in sure if _speaks_alone(groups, key, o, able)]
    if len(spoken_for) == 1:
        groups.join(spoken_for[0], key)
        return []
    if len(able) > 1 or not complete or (able and {key, *able} <= groups.listed):
        groups.of_several.add(key)
    return [_doubt(groups, key, other, basis) for other, basis in sorted(able.items())]


def _for(groups: Groups, one: str, two: str) -> list[str]:
    """What speaks for two groups being one person, beside their names."""
    said = [_both(text) for text in _shared(groups, one, two)]
    if took_over(groups.times, *_keys(groups, one, two)):
        said.append("one joined within 2 minutes of the other's leaving")
    return said


def _both(context: str) -> str:
    """A context that two groups share, in words."""
    kind, _, text = context.partition(" ")
    return {
        "organisation": f"both of {text}",
        "country": f"both of {text}, a country",
        "domain": f"both with an address at {text}",
        "address": f"both with the address {text}",
        "device": f"both with the device {text}",
    }[kind]


def _speaks_alone(groups: Groups, key: str, other: str, able: dict[str, str]) -> bool:
    """Whether something speaks for this one; a country does where it speaks against the rest."""
    said = _for(groups, key, other)
    rest = [o for o in able if o != other and not _against(groups, key, o, able[o])]
    return any(not reason.endswith(", a country") for reason in said) or (bool(said) and not rest)


def _shared(groups: Groups, one: str, two: str) -> list[str]:
    return sorted(groups.contexts[one] & groups.contexts[two])


def _against(groups: Groups, one: str, two: str, basis: str) -> list[str]:
    """What speaks against it; a second device with the same name or a device's does not."""
    said = []
    devices = basis == SAME or one.startswith(DEVICE)
    seconds = 0.0 if devices else together(groups.times, *_keys(groups, one, two))
    if seconds > LONG_TOGETHER:
        said.append(f"connected at once for {seconds / 60:.0f} minutes")
    for kind in ("organisation ", "country "):
        own = [{text for text in groups.contexts[g] if text.startswith(kind)} for g in (one, two)]
        if all(own) and not own[0] & own[1]:
            said.append(f"another {kind.strip()}")
    return said


def _keys(groups: Groups, one: str, two: str) -> tuple[list[str], list[str]]:
    return groups.members[groups.group(one)], groups.members[groups.group(two)]


def _doubt(groups: Groups, key: str, other: str, basis: str) -> Doubtful:
    against = [f"but {text}" for text in _against(groups, key, other, basis)]
    two = [f"two {what}" for what in _two_of(groups, key, other)]
    said = [basis, *two, *_for(groups, key, other), *against]
    words: Iterable[Words] = groups.names[groups.group(key)]
    longest = max(sorted(words), key=len, default=())
    mails = [groups.mails[groups.group(k)] for k in (key, other)]
    locals_ = [{mail.rpartition("@")[0] for mail in own} for own in mails]
    if longest and locals_[0] & locals_[1]:
        said.append("the same first part of the address")
    return Doubtful(key, other, basis, tuple(said))


def _two_of(groups: Groups, one: str, two: str) -> list[str]:
    """Of what each of two groups has its own: an address, a row of the directory."""
    both = [groups.group(key) for key in (one, two)]
    addresses = ["addresses"] if all(groups.mails[group] for group in both) else []
    return addresses + (["rows of the directory"] if set(both) <= groups.listed else [])


def settled(groups: Groups, doubts: Iterable[Doubtful]) -> dict[tuple[str, str], str]:
    """Return who of several a name is in a session, by key and session, where a rejoin tells.

    Whoever leaves and is back within two minutes under a shorter name is the same person, if that
    can be only one of those who may be meant.
    """
    may_be: dict[str, list[str]] = {}
    for doubt in doubts:
        if doubt.key in groups.of_several:
            may_be.setdefault(doubt.key, []).append(groups.group(doubt.other))
    found: dict[tuple[str, str], str] = {}
    for key, others in may_be.items():
        for session in dict.fromkeys(place[0] for place in groups.times.get(key, ())):
            back = [other for other in others if _came_back(groups, session, key, other)]
            if len(back) == 1:
                found[key, session] = back[0]
    return found


def _came_back(groups: Groups, session: str, key: str, other: str) -> bool:
    members = groups.members[other]
    here = {
        k: [place for place in groups.times.get(k, ()) if place[0] == session]
        for k in (key, *members)
    }
    return took_over(here, [key], members)
