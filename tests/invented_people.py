"""Two hundred invented people in eight sessions, written as platforms and people write names.

Every name is invented: a first and a family name drawn from lists of common ones. Two kinds of
community, of other names, other addresses and other habits: one is for tuning the rules, the other
is only measured.
"""

import unicodedata
from dataclasses import dataclass
from random import Random

import pandas as pd

TUNED = {
    "GB": (
        "Anna Robert Elizabeth William Thomas Margaret Jane John Peter Patricia George Hannah Oliver Charlotte Edward Fiona Graham Judith",
        "Smith|O'Brien|Taylor|Hughes-Jones|Walker|Patel|Wright|Ellison",
    ),
    "DE": (
        "Jürgen Katharina Matthias Ulrike Björn Heike Alexander Sabine Lena Friederike Wolfgang Anke Dieter Birgit Torsten Silke Rainer Gudrun",
        "Müller|Weiß|Schröder|von der Heide|Bäcker|Köhler|Krause|Lindner",
    ),
    "ES": (
        "María José Lucía Álvaro Nuria Íñigo Carmen Pablo Francisco Isabel Rocío Joaquín Beatriz Andrés Teresa Sergio Amparo Gonzalo",
        "García López|Fernández|Martín Ruiz|Núñez|Ortega Vidal|Peña|Ibáñez Sanz|Gómez",
    ),
    "NL": (
        "Marieke Joost Femke Sjoerd Willem Hendrik Annelies Pieter Roos Bram Thijs Fleur Gerrit Sanne Maarten Lotte Ruben Anouk",
        "de Vries|van der Berg|Jansen|Bakker|van Dijk|Visser|ten Hoor|Smit",
    ),
    "PL": (
        "Katarzyna Małgorzata Łukasz Zbigniew Agnieszka Paweł Stanisław Ewa Joanna Michał Grzegorz Urszula Wojciech Danuta Krzysztof Halina Bartosz Iwona",
        "Kowalska|Wiśniewski|Wójcik|Zieliński|Łęcki|Nowak|Dąbrowska|Mazur",
    ),
    "CZ": (
        "Jiří Kateřina Tomáš Lukáš Zdeněk Markéta Petra Ondřej Šárka Hana Vojtěch Alžběta Radek Jitka Bohumil Lenka Miloš Zuzana",
        "Novák|Dvořáková|Svoboda|Procházka|Černý|Kučerová|Veselý|Horák",
    ),
    "PT": (
        "João Inês Tiago Beatriz Gonçalo Sofia Rui Mafalda Duarte Leonor Vasco Graça Nuno Catarina Henrique Matilde Afonso Luísa",
        "Silva Santos|Costa e Silva|Ferreira|dos Reis|Magalhães|Sousa Pinto|Lopes|Araújo",
    ),
    "KR": (
        "Min-jun Seo-yeon Ji-ho Ha-eun Do-yun Soo-ah Jun-seo Ye-jin Woo-jin Na-rae Tae-yang Eun-ji Sang-woo Mi-rae Dong-hyun Bo-ra Kyung-ho Su-jin",
        "Kim|Lee|Park|Choi|Jung|Kang|Yoon|Han",
    ),
    "JP": (
        "Tarō Yuki Haruka Kenji Sakura Daisuke Naoko Shōta Emi Ryō Hiroshi Aiko Takumi Midori Noboru Chiyo Satoru Kaori",
        "Satō|Suzuki|Takahashi|Yamada|Kobayashi|Itō|Inoue|Ōno",
    ),
    "FR": (
        "Marie Jean-Baptiste Clémence Benoît Françoise Hugues Solène Gaël Aurélie Kévin Thierry Agathe Loïc Océane Étienne Sylvie Rémi Capucine",
        "Dubois|Lefèvre|Le Gall|Moreau|d'Artois|Petit|Garnier|Chevalier",
    ),
}
UNSEEN = {
    "IE": (
        "Siobhán Patrick Aoife Michael Declan Catherine Niamh Daniel Gráinne Stephen Cormac Orla Fergus Bríd Eoghan Deirdre Conor Sinéad",
        "O'Neill|McCarthy|Ní Bhriain|Byrne|Kelly|Fitzgerald|Ryan|Doyle",
    ),
    "AT": (
        "Magdalena Florian Josef Veronika Günther Elisabeth Maximilian Barbara Jörg Theresa Leopold Roswitha Alois Gertraud Lukas Helga Reinhard Waltraud",
        "Gruber|Steinböck|Pichler|Höfer|von Trapp|Wagner|Moser|Leitgeb",
    ),
    "IT": (
        "Giulia Francesco Alessandra Giuseppe Chiara Lorenzo Niccolò Federica Salvatore Elena Matteo Ginevra Davide Ludovica Raffaele Ornella Sandro Beatrice",
        "Rossi|De Luca|Bianchi|Dell'Orto|Ferrari|Conti|D'Amico|Greco",
    ),
    "BE": (
        "Griet Wouter Laurence Gaëtan Nathalie Joris Els Koen Liesbeth Thibault Bart Hilde Pascal Godelieve Jef Véronique Yves Annick",
        "Vandenbulcke|Desmet|Van den Broeck|Lambert|Peeters|De Smet|Claes|Maes",
    ),
    "SE": (
        "Åsa Björn Ingrid Göran Märta Lars Sven Kerstin Håkan Linnéa Anders Birgitta Magnus Gunilla Fredrik Ulla Mattias Ebba",
        "Ångström|Lindqvist|Svensson|af Klint|Nyström|Öberg|Ek|Holm",
    ),
    "BR": (
        "Ana Guilherme Letícia Thiago Luís Camila Antônio Fernanda Eduardo Bruna Rodrigo Débora Marcelo Patrícia Caio Jussara Wagner Simone",
        "Oliveira Souza|da Costa|Pereira|Gonçalves|dos Santos|Almeida Prado|Rocha|Assunção",
    ),
    "MX": (
        "Guadalupe Ignacio Alejandra Javier Ximena Rafael Mercedes Santiago Valeria Jesús Gerardo Itzel Arturo Yolanda Ramón Paloma Emilio Citlali",
        "Hernández Cruz|Ramírez|Torres Vega|Muñoz|de la Rosa|Flores|Castañeda|Ríos",
    ),
    "VN": (
        "Minh-anh Thao Quoc-bao Linh Duc Huong Tuan Lan-chi Khoa Mai Hieu Ngoc Phuong Trang Son Hanh Long Yen",
        "Nguyen|Tran|Pham|Le|Hoang|Vu|Dang|Bui",
    ),
    "HU": (
        "Zsófia Gergő László Ágnes Márton Réka Balázs Ilona Dániel Kinga Attila Boglárka Zoltán Emese Tamás Piroska Gábor Virág",
        "Nagy|Kovács|Szabó|Tóth|Horváth|Kiss|Molnár|Farkas",
    ),
    "TR": (
        "Ayşe Mehmet Çağla Emre Gülşen Hüseyin Şule Burak İpek Ömer Selçuk Nurgül Tolga Sevgi Kemal Defne Yusuf Elif",
        "Yılmaz|Şahin|Çelik|Öztürk|Aydın|Güneş|Koç|Arslan",
    ),
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

    names: dict
    no_email: float
    odd: float
    never_email: float
    alias: float
    two_devices: float
    rejoins: float
    domains: tuple[str, ...]


TUNING = Habits(
    TUNED,
    0.30,
    0.40,
    0.10,
    0.05,
    0.12,
    0.25,
    ("gmail.com", "oak.example", "wohnpaare.example", "post.example", "mail.example"),
)
MEASURED = Habits(UNSEEN, 0.38, 0.45, 0.12, 0.04, 0.15, 0.35,
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
        first, family = chance.choice(firsts.split()), chance.choice(families.split("|"))
        twin = chance.random()
        if found and twin < 0.015:  # a namesake
            first, family, country = (found[-1][k] for k in ("first", "family", "country"))
        elif found and twin < 0.15:  # brother, sister, couple: one family name
            family, country = found[-1]["family"], found[-1]["country"]
            first = chance.choice(habits.names[country][0].split())
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
    names = [f"{first}'s {person['device']}", whole, f"{whole} (2)", f"{whole}'s {person['device']}"]
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
