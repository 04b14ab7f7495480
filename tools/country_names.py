"""Writes the names of countries that ship with copanalytics, of CLDR and of ISO 3166-1.

    .venv/bin/python tools/country_names.py

It needs pycountry, which only developers have, so it is no part of the package; a test holds the
files to it. `cldr_country_names.json` is made of Unicode's CLDR, as Babel brings it (Unicode
licence); `iso_country_names.json` of the catalogues of Debian's iso-codes, as pycountry brings them
(LGPL 2.1 or later), and holds only what CLDR does not. Both: names as `country_keys.key` has them,
by code; `common`: those in the languages whose misspellings are forgiven; `other`: all others;
`none`: names of regions of the world and of languages that look like a misspelt country.
"""

import gettext
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import compress
from pathlib import Path

import pycountry
from babel import Locale, localedata
from babel.core import get_global
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from copanalytics.country_keys import LATIN, key
from copanalytics.folding import fold
from copanalytics.shipping import shipped

REFERENCE = Path(__file__).resolve().parents[1] / "src" / "copanalytics" / "reference"
COMMON = ("en", "fr", "de", "es", "nl", "it", "pt", "cs", "pl")
WITHIN = {"IC": "ES", "EA": "ES", "AC": "SH", "TA": "SH", "DG": "IO"}
"""Codes of CLDR that ISO 3166-1 keeps within another."""

WORD = re.compile(r"[a-z]{1,3}")
"""What is too short to be a country's name in a language that few here speak ('man', 'end')."""

Named = Iterator[tuple[str, str, str]]
"""Language, code (or none) and name."""


def main() -> None:
    """Write both files."""
    for name, text in written().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


def written() -> dict[str, str]:
    """Return the text of each file by its name."""
    cldr = {"codes": _codes()} | _by_code(_cldr())
    known = {n for part in ("common", "other") for names in cldr[part].values() for n in names}
    iso = _by_code(_iso(), known | set(cldr["none"]))
    names = [n for made in (cldr, iso) for listed in made["common"].values() for n in listed]
    cldr["none"] = _near(cldr["none"], [*names, *map(key, shipped("countries")["written"])])
    return {"cldr_country_names.json": _text(cldr), "iso_country_names.json": _text(iso)}


def _near(none: list[str], names: list[str]) -> list[str]:
    """What may be taken for a misspelt name, at two edits from one: nothing else is needed."""
    near = cdist(none, names, scorer=OSA.distance, score_cutoff=2) <= 2
    return list(compress(none, near.any(axis=1)))


def _codes() -> dict[str, str]:
    """Codes of two and of three letters, with the former."""
    alike = get_global("territory_aliases").items()
    three = {
        code: of[0] for code, of in alike if len(code) == 3 and code.isalpha() and len(of) == 1
    }
    two = {country.alpha_2: country.alpha_2 for country in pycountry.countries} | {"XK": "XK"}
    return dict(sorted((two | {code: of for code, of in three.items() if of in two}).items()))


def _cldr() -> Named:
    for identifier in localedata.locale_identifiers():
        locale = Locale.parse(identifier)
        language = identifier.split("_")[0]
        for code, name in locale.territories.items():
            country = _country(code)
            # The name of a region without a name of its own is its code.
            if country is not None and name.upper() != code:
                yield language, country, name
        if language in COMMON:
            yield from ((language, "", name) for name in locale.languages.values())


def _country(code: str) -> str | None:
    """The code of ISO 3166-1, none for a region of the world, None for what is left out."""
    if code == "XK" or pycountry.countries.get(alpha_2=code):
        return code
    return WITHIN.get(
        code, "" if len(code) == 3 or code in ("EU", "EZ", "UN", "QO", "ZZ") else None
    )


def _iso() -> Named:
    english = [
        (country.alpha_2, getattr(country, field))
        for country in pycountry.countries
        for field in ("name", "official_name", "common_name")
        if hasattr(country, field)
    ]
    yield from (("en", code, name) for code, name in english)
    for catalogue in sorted(Path(pycountry.LOCALES_DIR).glob("*/LC_MESSAGES/iso3166-1.mo")):
        language = catalogue.parts[-3].split("_")[0]
        with catalogue.open("rb") as opened:
            translated = gettext.GNUTranslations(opened)
        yield from ((language, code, translated.gettext(name)) for code, name in english)


def _by_code(named: Named, known: Iterable[str] = ()) -> dict:
    """Names by code; what two countries are called is nobody's, unless common languages agree."""
    every, common = defaultdict(set), defaultdict(set)
    for language, code, name in set(named):
        is_common = language in COMMON and LATIN.match(fold(name))
        if is_common or not WORD.fullmatch(key(name)):
            every[key(name)].add(code)
        if is_common:
            common[key(name)].add(code)
    agreed = {name: next(iter(of)) for name, of in (every | common).items() if len(of) == 1}
    seen = set(known)
    new = {name: code for name, code in agreed.items() if name not in seen}
    known_here = {name: agreed[name] for name in common if agreed.get(name)}
    foreign = {n: of for n, of in new.items() if of and n not in common and LATIN.fullmatch(n)}
    for name in _mistakable(foreign, known_here):
        del new[name]
    return {
        "common": _listed((code, name) for name, code in new.items() if code and name in common),
        "other": _listed((code, name) for name, code in new.items() if code and name not in common),
        "none": sorted(name for name, code in new.items() if not code),
    }


def _mistakable(foreign: dict[str, str], common: dict[str, str]) -> list[str]:
    """Names in other languages that a slip makes of another country's common name: 'nigera'."""
    near = cdist(list(foreign), list(common), scorer=OSA.distance, score_cutoff=1) <= 1
    return [
        name
        for (name, code), row in zip(foreign.items(), near, strict=True)
        if set(compress(common.values(), row)) - {code}
    ]


def _listed(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    listed = defaultdict(list)
    for code, name in sorted(pairs):
        listed[code].append(name)
    return dict(listed)


def _text(names: dict) -> str:
    """JSON with a line for each country."""
    parts = [f'"codes": {_json(names["codes"])}'] if "codes" in names else []
    for part in ("common", "other"):
        lines = [f"{json.dumps(c)}: {_json(listed)}" for c, listed in names[part].items()]
        parts.append(f'"{part}": {{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join([*parts, f'"none": {_json(names["none"])}']) + "\n}\n"


def _json(value: list[str] | dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
