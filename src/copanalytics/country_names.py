"""The names and codes of countries that ship: CLDR's, ISO 3166-1's and our own."""

import json
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

from copanalytics.country_keys import bag, bare, key
from copanalytics.shipping import shipped

FILES = ("iso_country_names.json", "cldr_country_names.json")
"""Made by tools/country_names.py; the licence of each is told in reference/LICENCES.md."""


@cache
def codes() -> dict[str, str]:
    """Return what is a country's only in capitals, with its code: ISO 3166-1's codes of two and
    three letters, and the abbreviations of reference/countries.csv that are written so."""
    own = {written: code for written, code in _aliases().items() if _in_capitals(written)}
    found = own | _read("cldr_country_names.json")["codes"]
    return {code: of for code, of in found.items() if code not in _listed()}


@cache
def names() -> dict[str, str]:
    """Return every known name, as `country_keys.key` has it, with its country's code.

    What is no country, or more than one (reference/no_countries.csv), is left out.
    """
    other = {name: code for file in FILES for name, code in _of(_read(file)["other"])}
    return {name: code for name, code in other.items() if name not in refused()} | common()


@cache
def common() -> dict[str, str]:
    """Return the names in the languages whose misspellings are forgiven, with their codes."""
    made = {name: code for file in FILES for name, code in _of(_read(file)["common"])}
    own = {key(w): code for w, code in _aliases().items() if not _in_capitals(w)}
    return {name: code for name, code in (made | own).items() if name not in refused()}


@cache
def bags() -> dict[frozenset[str], str]:
    """Return the words of each common name, in no order, with the code that they alone have."""
    return _sure(bag)


@cache
def bares() -> dict[frozenset[str], str]:
    """Return the same of names without 'Republic' and the like (see `country_keys.bare`)."""
    return _sure(bare)


def _sure(words: Callable[[str], frozenset[str]]) -> dict[frozenset[str], str]:
    meant: dict[frozenset[str], set[str]] = {}
    for name, code in [*common().items(), *((name, "") for name in refused())]:
        meant.setdefault(words(name), set()).add(code)
    sure = {found: codes.pop() for found, codes in meant.items() if len(codes) == 1}
    return {found: code for found, code in sure.items() if code and found}


@cache
def no_countries() -> frozenset[str]:
    """Return what is no country's name, as `key` has it: regions, groups, languages, places."""
    listed = refused().union(*(_read(file)["none"] for file in FILES))
    return frozenset(listed - names().keys())


@cache
def nations() -> dict[str, str]:
    """Return the names of the United Kingdom's nations with the nation."""
    rows = shipped("countries").query("nation != ''")
    return {
        written if _in_capitals(written) else key(written): nation
        for written, nation in zip(rows["written"], rows["nation"], strict=True)
    }


def _in_capitals(written: str) -> bool:
    return written.isascii() and written.isalpha() and written.isupper()


@cache
def _aliases() -> dict[str, str]:
    rows = shipped("countries")
    return dict(zip(rows["written"], rows["country"], strict=True))


@cache
def refused() -> frozenset[str]:
    """Return what reference/no_countries.csv says is no country, as `key` has it."""
    return frozenset(map(key, _listed()))


@cache
def _listed() -> frozenset[str]:
    return frozenset(shipped("no_countries")["written"])


@cache
def _read(file: str) -> dict:
    return json.loads((files("copanalytics") / "reference" / file).read_text(encoding="utf-8"))


def _of(listed: dict[str, list[str]]) -> Iterable[tuple[str, str]]:
    return ((name, code) for code, names in listed.items() for name in names)
