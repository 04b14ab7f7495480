"""Two hundred invented people in eight sessions, written as platforms and people write names.

Every name is invented: a first and a family name drawn from lists of common ones. Two kinds of
community, of other names, other addresses and other habits: one is for tuning the rules, the other
is only measured.
"""

import csv
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pandas as pd

Names = dict[str, tuple[list[str], list[str]]]
"""Country to first and family names."""


def pool(name: str) -> Names:
    """Return the names of one of the two pools in invented_names.csv."""
    with Path(__file__).with_name("invented_names.csv").open(encoding="utf-8") as table:
        return {
            row["country"]: (row["firsts"].split(), row["families"].split("|"))
            for row in csv.DictReader(table)
            if row["pool"] == name
        }


SHORT = {
    "Robert": "Bob", "Elizabeth": "Liz", "William": "Bill", "Thomas": "Tom", "Margaret": "Maggie",
    "Alexander": "Sasha", "Matthias": "Matze", "Ulrike": "Uli", "Francisco": "Paco",
    "Willem": "Wim", "Hendrik": "Henk", "Pieter": "Piet", "Katarzyna": "Kasia", "Paweł": "Pawełek",
    "Małgorzata": "Gosia", "Agnieszka": "Aga", "Jiří": "Jirka", "Kateřina": "Katka",
    "Isabel": "Isa", "Joanna": "Asia", "Patricia": "Trish", "Beatriz": "Bia",
    "Patrick": "Paddy", "Michael": "Mick", "Daniel": "Dan", "Stephen": "Steve",
    "Catherine": "Cathy", "Josef": "Sepp", "Veronika": "Vroni", "Maximilian": "Max",
    "Theresa": "Resi", "Giuseppe": "Beppe", "Alessandra": "Sandra", "Ignacio": "Nacho",
    "Javier": "Javi", "Rafael": "Rafa", "Mercedes": "Merche", "Eduardo": "Edu",
    "Liesbeth": "Lies", "Guilherme": "Gui",
}  # fmt: skip
ORGANISATIONS = ("Oak House", "Wohnpaare Nord", "Deux Clés", "Casa de Dos", "Samen Onder Dak",
                 "Kamer en Kring", "Zimmer und Zeit", "Two Keys")  # fmt: skip
BOTS = ("Otter.ai", "Fireflies.ai Notetaker", "read.ai meeting notes", "Fathom", "tl;dv",
        "Zoom AI Companion", "MeetGeek Notetaker")  # fmt: skip
PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "ß": "ss", "ı": "i", "İ": "I"})
UMLAUT = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "Ü": "Ue", "Ö": "Oe", "ß": "ss"})


@dataclass(frozen=True)
class Habits:
    """How often people do what makes them hard to tell: shares of connections or of people."""

    names: Names
    no_email: float
    odd: float
    never_email: float
    alias: float
    two_devices: float
    rejoins: float
    domains: tuple[str, ...]


TUNING = Habits(
    pool("tuned"),
    0.30,
    0.40,
    0.10,
    0.05,
    0.12,
    0.25,
    ("gmail.com", "oak.example", "wohnpaare.example", "post.example", "mail.example"),
)
MEASURED = Habits(pool("unseen"), 0.38, 0.45, 0.12, 0.04, 0.15, 0.35,
                  ("gmail.com", "correo.example", "verein.example", "uni.example"))  # fmt: skip


def plain(text: str) -> str:
    """Return a text without accents."""
    bare = unicodedata.normalize("NFKD", text.translate(PLAIN))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def community(habits: Habits, seed: int, people: int = 200) -> pd.DataFrame:
    """Return connections, registrations and the directory: a row each, with `truth` (empty: bot).

    Columns: name, email, session, joined_at, left_at, organisation, country, listed, truth.
    """
    chance = Random(seed)
    everyone = _people(habits, chance, people)
    rows = [row for person in everyone for row in _member(person, chance)]
    for session in range(8):
        start = pd.Timestamp("2025-02-05 14:00", tz="UTC") + pd.Timedelta(days=91 * session)
        here = [person for person in everyone if chance.random() < person["keen"]]
        for person in here:
            rows += _connections(person, habits, (f"s-{session}", start), chance)
        rows += _bots(f"s-{session}", start, chance)
    table = pd.DataFrame(rows)
    times = table[["joined_at", "left_at"]].apply(lambda column: pd.to_datetime(column, utc=True))
    return table.assign(**times).fillna({"listed": False})


def _people(habits: Habits, chance: Random, number: int) -> list[dict]:
    """Mostly one of a name; some of one name, some of one family, some of one address."""
    found: list[dict] = []
    taken: set[tuple[str, str]] = set()
    while len(found) < number:
        country = chance.choice(sorted(habits.names))
        firsts, families = habits.names[country]
        first, family = chance.choice(firsts), chance.choice(families)
        twin = chance.random()
        if found and twin < 0.015:  # a namesake
            first, family, country = (found[-1][k] for k in ("first", "family", "country"))
        elif found and twin < 0.15:  # brother, sister, couple: one family name
            family, country = found[-1]["family"], found[-1]["country"]
            first = chance.choice(habits.names[country][0])
        if (first, family) in taken and twin >= 0.015:
            continue
        taken.add((first, family))
        found.append(_person(len(found), (first, family, country), habits, chance))
        if 0.015 <= twin < 0.04 and len(found) > 1:  # a family's address
            shared = f"{_local(family)}.family@post.example"
            found[-1]["email"] = found[-2]["email"] = shared
    return found


def _local(text: str) -> str:
    return "".join(letter for letter in plain(text).casefold() if letter.isalnum())


def _person(number: int, named: tuple[str, str, str], habits: Habits, chance: Random) -> dict:
    first, family, country = named
    domain = chance.choice(habits.domains)
    local = chance.choice([
        f"{_local(first)}.{_local(family)}", f"{_local(first)[0]}.{_local(family)}",
        f"{_local(first)}{number}", _local(family) + str(number),
    ])  # fmt: skip
    email = f"{local}@{domain}"
    organisation = ORGANISATIONS[number % len(ORGANISATIONS)]
    kind = chance.random()
    if kind < habits.never_email:
        email = ""
    elif kind < habits.never_email + 0.05:
        email = f"info@{_local(organisation)}.example"
    return {
        "truth": f"p{number}", "first": first, "family": family, "country": country,
        "email": email, "organisation": organisation, "keen": chance.uniform(0.3, 0.95),
        "listed": chance.random() < 0.7, "device": chance.choice(DEVICES),
    }  # fmt: skip


DEVICES = ("iPhone", "iPad", "Galaxy S9", "MacBook Pro")


def _member(person: dict, chance: Random) -> list[dict]:
    if not person["listed"]:
        return []
    name = f"{person['first']} {person['family']}"
    kept = {key: person[key] for key in ("email", "organisation", "country", "truth", "listed")}
    return [{**kept, "name": name}]


def _connections(
    person: dict, habits: Habits, session: tuple[str, pd.Timestamp], chance: Random
) -> list[dict]:
    """One connection; or two, one after the other; and perhaps a second device inside it."""
    name, start = session
    joined = start + pd.Timedelta(seconds=chance.randrange(0, 900))
    left = start + pd.Timedelta(seconds=chance.randrange(4500, 5700))
    spans = [(joined, left)]
    if chance.random() < habits.rejoins:
        middle = joined + pd.Timedelta(seconds=chance.randrange(600, 3000))
        back = middle + pd.Timedelta(seconds=chance.randrange(10, 110))
        spans = [(joined, middle), (back, left)]
    shown = [_shown(person, habits, chance) for _ in spans]
    if chance.random() < 0.5:
        shown = shown[:1] * len(shown)
    if chance.random() < habits.two_devices:
        spans.append((joined + pd.Timedelta(seconds=200), left - pd.Timedelta(seconds=300)))
        shown.append(_second(person, chance))
    return [
        {"name": who, "email": mail, "session": name, "joined_at": a, "left_at": b,
         "truth": person["truth"]}
        for (a, b), (who, mail) in zip(spans, shown, strict=True)
    ]  # fmt: skip


def _second(person: dict, chance: Random) -> tuple[str, str]:
    first, whole = person["first"], f"{person['first']} {person['family']}"
    names = [
        f"{first}'s {person['device']}",
        whole,
        f"{whole} (2)",
        f"{whole}'s {person['device']}",
    ]
    return chance.choice(names), ""


def _shown(person: dict, habits: Habits, chance: Random) -> tuple[str, str]:
    """The name and e-mail of one connection."""
    whole = f"{person['first']} {person['family']}"
    email = "" if chance.random() < habits.no_email else _alias(person["email"], habits, chance)
    if chance.random() > habits.odd:
        return whole, email
    draw = chance.random()
    if draw < 0.05:
        return _nameless(person, chance), email
    return chance.choice(_spellings(person, draw)), email


def _spellings(person: dict, draw: float) -> list[str]:
    first, family = person["first"], person["family"]
    whole, place = f"{first} {family}", person["organisation"]
    decorated = [f"{whole} (Host)", f"{whole} (Guest)", f"{whole} (External)",
                 f"{whole}  (Unverified)", f"{whole} (she/her)", f"{whole} ({place})",
                 f"{whole} - {place}", f"[{place}] {whole}", f"{whole} ({person['country']})",
                 f"{whole} | {place}", f"Dr {whole}"]  # fmt: skip
    turned = [f"{family} {first}", f"{family.upper()} {first}", f"{family}, {first}",
              f"{family}, {first} (External)"]  # fmt: skip
    bare = [plain(whole), whole.translate(UMLAUT), plain(whole).lower(), plain(whole).upper(),
            whole.replace("-", " "), whole.replace("'", "").replace("-", "")]  # fmt: skip
    less = [f"{first} {family[0]}.", f"{first[0]}. {family}", f"{first[0]} {family}",
            f"{SHORT.get(first, first)} {family}", f"{first} {family.split()[-1]}"]  # fmt: skip
    renamed = [f"{SHORT.get(first, first)} ({whole})", f"Host desk ({whole})", f"{first} ({whole})"]
    device = [f"{first}'s {person['device']}", f"iPad von {first}", f"{whole}'s iPhone", first]
    for share, kind in ((0.35, decorated), (0.55, turned), (0.72, bare), (0.86, less)):
        if draw < share:
            return kind
    return renamed if draw < 0.93 else device


def _nameless(person: dict, chance: Random) -> str:
    number = sum(map(ord, person["truth"] + person["first"]))
    return chance.choice(["iPhone", "Galaxy S9", "Zoom user", f"+44 20****{number:04d}",
                          "Call-In User_1", f"DESKTOP-4F{number:05d}"])  # fmt: skip


def _alias(email: str, habits: Habits, chance: Random) -> str:
    if not email or chance.random() > habits.alias:
        return email
    local, _, domain = email.partition("@")
    if domain == "gmail.com":
        return f"{local.replace('.', '')}@googlemail.com"
    return chance.choice([f"{local}+zoom@{domain}", email.title(), f"{local}@home.example"])


def _bots(session: str, start: pd.Timestamp, chance: Random) -> list[dict]:
    names = chance.sample(BOTS, 3)
    return [
        {"name": name, "email": "", "session": session, "joined_at": start,
         "left_at": start + pd.Timedelta(minutes=90), "truth": ""}
        for name in names
    ]  # fmt: skip


def scores(found: pd.Series, truth: pd.Series) -> tuple[float, float, int, int]:
    """Return precision and recall on pairs of rows said to be one person, and the pairs in error:
    wrong merges and missed ones.
    """
    table = pd.DataFrame({"found": found, "truth": truth})
    said, true, right = (
        int((counts * (counts - 1) // 2).sum())
        for counts in (table["found"].value_counts(), table["truth"].value_counts(),
                       table.value_counts())
    )  # fmt: skip
    return right / said, right / true, said - right, true - right
