"""How many written countries are known, how many wrongly, and how quickly.

    npm install --prefix /tmp/names world-countries i18n-iso-countries country-data world-atlas \
        country-locale-map countries-list
    .venv/bin/python benchmarks/countries.py /tmp/names/node_modules

Sets: names of mledoze's world-countries and of i18n-iso-countries by language (npm; measured on,
never copied; what they showed to be missing was added to reference/countries.csv, so that they
flatter); those of country-data, world-atlas (Natural Earth, abbreviated), country-locale-map and
countries-list, looked at only when all was done; aliases.csv, written from memory before it was
tried; the synonyms of ../shared where they are there; and the aggregates below. Seconds: 100,000
distinct texts, a third each names with a place behind them, misspelt names and nonsense.
"""

import csv
import json
import random
import sys
import time
from pathlib import Path

import pycountry

from copanalytics import countries
from copanalytics.country_names import common

SHARED = Path(__file__).resolve().parents[2] / "shared" / "samples" / "countries"
LANGUAGES = {
    "fra": "fr", "deu": "de", "spa": "es", "nld": "nl", "ita": "it", "por": "pt", "jpn": "ja",
}  # fmt: skip
OFTEN = ("common", "official")
UNASSIGNED = ("AC", "TA", "AN")
PAST = ("SU", "DD", "CS", "YU")
AGGREGATES = """World;Europe;Euro area;European Union;Arab World;High income;Low & middle income;
East Asia & Pacific;OECD members;Channel Islands;English Channel;North America;Sub-Saharan Africa;
Latin America & Caribbean;Small states;IDA only;Unknown;Other;N/A;International;Rest of the world;
Least developed countries: UN classification;Pacific Ocean;Mediterranean;Scandinavia;Benelux;
Czechoslovakia;Yugoslavia;USSR;Serbia and Montenegro;Netherlands Antilles;East Germany;None;
South Asia;Middle East & North Africa;Fragile and conflict affected situations;Antilles;
Caribbean small states;Post-demographic dividend;Stateless;United Nations;Commonwealth"""

Pairs = list[tuple[str, str | None]]


def sets(modules: Path) -> dict[str, Pairs]:
    """Return each set's written names with the code wanted, None for what is no country."""
    world = json.loads((modules / "world-countries" / "countries.json").read_text("utf-8"))
    found: dict[str, Pairs] = {
        f"world-countries, {code}": [
            (place["translations"][language][kind], place["cca2"])
            for place in world
            if language in place["translations"]
            for kind in OFTEN
        ]
        for language, code in LANGUAGES.items()
    }
    found["world-countries, en"] = [(p["name"][kind], p["cca2"]) for p in world for kind in OFTEN]
    for code in ("en", *LANGUAGES.values(), "pl", "cs", "ko"):
        path = modules / "i18n-iso-countries" / "langs" / f"{code}.json"
        listed = json.loads(path.read_text("utf-8"))["countries"]
        found[f"i18n-iso-countries, {code}"] = [
            (name, country)
            for country, names in listed.items()
            for name in ([names] if isinstance(names, str) else names)
        ]
    path = modules / "country-data" / "data" / "countries.json"
    assigned = [p for p in json.loads(path.read_text("utf-8")) if p.get("status") == "assigned"]
    found["country-data"] = [(place["name"], place["alpha2"]) for place in assigned]
    found |= _lists(modules)
    with Path(__file__).with_name("aliases.csv").open(encoding="utf-8") as table:
        found["aliases"] = [(row["written"], row["country"]) for row in csv.DictReader(table)]
    found["aggregates"] = [(" ".join(text.split()), None) for text in AGGREGATES.split(";")]
    return found | _synonyms()


def _lists(modules: Path) -> dict[str, Pairs]:
    """Return the sets of countries that other packages bring, where ISO 3166-1 has a code."""
    atlas, listed, locales = (
        json.loads((modules / path).read_text("utf-8"))
        for path in (
            "world-atlas/countries-50m.json",
            "countries-list/minimal/countries.en.min.json",
            "country-locale-map/countries.json",
        )
    )
    numbers = {country.numeric: country.alpha_2 for country in pycountry.countries}
    places = atlas["objects"]["countries"]["geometries"]
    return {
        "world-atlas": [
            (place["properties"]["name"], numbers[place["id"]])
            for place in places
            if place.get("id") in numbers
        ],
        "countries-list": [(name, code) for code, name in listed.items() if code not in UNASSIGNED],
        "country-locale-map": [
            (each["name"], each["alpha2"]) for each in locales if each["alpha2"] not in UNASSIGNED
        ],
    }


def _synonyms() -> dict[str, Pairs]:
    path = SHARED / "govuk_country_synonyms.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as table:
        rows = [row for row in csv.DictReader(table) if row["target"] not in PAST]
    return {"GOV.UK synonyms": [(row["name"], row["target"]) for row in rows]}


def distinct(many: int) -> list[str]:
    """Return distinct texts: names with a number behind them, misspelt names and nonsense."""
    draw, names, texts = random.Random(1), sorted(common()), set()
    while len(texts) < many:
        name = draw.choice(names)
        at = draw.randrange(len(name))
        letter = draw.choice("abcdefghijklmnopqrstuvwxyz")
        nonsense = "".join(draw.choices("abcdefghijklmnopqrstuvwxyz ", k=draw.randint(4, 20)))
        texts |= {f"{name}, {letter}{at}", name[:at] + letter + name[at + 1 :], nonsense}
    return sorted(texts)[:many]


def main() -> None:
    """Print a table of the sets, then seconds."""
    print("| set | names | right | wrong |\n|---|---|---|---|")
    for title, pairs in sorted(sets(Path(sys.argv[1])).items()):
        pairs = list(dict.fromkeys(pairs))
        told = [(countries.resolve(written), wanted) for written, wanted in pairs]
        right = sum(code == wanted for code, wanted in told) / len(told)
        wrong = sum(code not in (None, wanted) for code, wanted in told) / len(told)
        print(f"| {title} | {len(told)} | {right:.3f} | {wrong:.3f} |")
    texts = distinct(100_000)
    start = time.process_time()
    known = sum(countries.resolve(text) is not None for text in texts)
    print(
        f"\n{len(texts)} distinct texts in {time.process_time() - start:.1f} CPU s, {known} known"
    )


if __name__ == "__main__":
    main()
