"""Sentences, numbers, dates and names in the language of the report."""

import csv
import datetime as dt
import gettext
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import IO

import pandas as pd
from babel import Locale
from babel.dates import format_date, format_time, get_quarter_names
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from copanalytics import countries, languages
from copanalytics.calendar import Quarter
from copanalytics.errors import CopanalyticsError
from copanalytics.folding import fold

MISSING = "–"


@dataclass(frozen=True)
class Wording:
    """How a report of one language says things.

    `say("{n} people came", n=say.number(7))` looks the message up in the language's catalogue
    (locale/LANGUAGE.po; English needs none) and fills in the values.
    """

    language: str = "en"
    catalogue: gettext.NullTranslations = field(
        default_factory=gettext.NullTranslations, repr=False, compare=False
    )

    def __call__(self, message: str, **values: str) -> str:
        """Return the message in the report's language, with its {values} filled in."""
        return self.catalogue.gettext(message).format(**values)

    def plural(self, one: str, many: str, count: int, **values: str) -> str:
        """Return the message for a count, which is {n} in it."""
        chosen = self.catalogue.ngettext(one, many, count)
        return chosen.format(n=self.number(count), **values)

    def name(self, text: str) -> str:
        """Return a name from the codebook as the catalogue has it; one's own names stay."""
        return self.catalogue.gettext(text)

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Return a number; a dash where it is missing."""
        if value is None or pd.isna(value):
            return MISSING
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, pattern, locale=self.locale)

    def numbers(self, *values: float | None) -> list[str]:
        """Return whole numbers, for the cells of a row."""
        return [self.number(value) for value in values]

    def part(self, part: float, whole: float) -> str:
        """Return a part with its denominator, such as 20 of 38."""
        return self("{n} of {all}", n=self.number(part), all=self.number(whole))

    def share(self, value: float | None) -> str:
        """Return a share (0 to 1) as whole per cent; a dash where it is missing."""
        if value is None or pd.isna(value):
            return MISSING
        return format_percent(value, locale=self.locale)

    def date(self, day: dt.date, style: str = "long") -> str:
        """Return a date, such as 5 February 2025."""
        return format_date(day, style, locale=self.locale)

    def clock(self, at: dt.time | dt.datetime) -> str:
        """Return a time of day, such as 14:00."""
        return format_time(at, "HH:mm", tzinfo=getattr(at, "tzinfo", None), locale=self.locale)

    def quarter(self, quarter: Quarter) -> str:
        """Return a quarter with its months, such as January to March 2025."""
        first, last = quarter.first, quarter.last
        months = "LLLL" if first.year == last.year else "LLLL y"
        return self(
            "{first} to {last}",
            first=format_date(first, months, locale=self.locale),
            last=format_date(last, "LLLL y", locale=self.locale),
        )

    def label(self, quarter: Quarter) -> str:
        """Return a quarter in short: 2025-Q1, or Q4 2025/26 (Jan–Mar) of a year from April."""
        if quarter.starts == 1:
            return str(quarter)
        months = [format_date(day, "LLL", locale=self.locale) for day in
                  (quarter.first, quarter.last)]  # fmt: skip
        return self(
            "{quarter} {year} ({first}–{last})",
            quarter=get_quarter_names("abbreviated", locale=self.locale)[quarter.number],
            year=f"{quarter.year}/{(quarter.year + 1) % 100:02}",
            first=months[0],
            last=months[1],
        )

    def listing(self, items: Sequence[str]) -> str:
        """Return items as a list in a sentence: A, B and C."""
        return format_list(list(items), locale=self.locale)

    def ordered(self, names: Iterable[str]) -> list[str]:
        """Return names in alphabetical order, accents aside: Österreich is not the last."""
        return sorted(names, key=fold)

    def sentence(self, parts: Sequence[str]) -> str:
        """Return parts as one sentence, with a capital and a full stop."""
        said = self("{list}.", list=self.listing(parts))
        return said[:1].upper() + said[1:]

    def country(self, code: str) -> str:
        """Return what a country is called."""
        return countries.name(code, self.language)

    def tongue(self, code: str) -> str:
        """Return what a language is called."""
        return languages.name(code, self.language)

    def own_words(self) -> str:
        """Return every sentence that a report may say, as one text."""
        source = (files("copanalytics") / "locale" / "copanalytics.pot").read_text(encoding="utf-8")
        own = [message.id for message in read_po(io.StringIO(source))]
        ids = [text for each in own for text in ([each] if isinstance(each, str) else each)]
        return "\n".join([*ids, *(self.catalogue.gettext(text) for text in ids if text)])

    @property
    def locale(self) -> Locale:
        """The CLDR locale of the language."""
        # Plain `en` writes dates the American way; the charity is British.
        return Locale.parse("en-GB" if self.language == "en" else self.language, sep="-")


@cache
def wording(language: str = "en") -> Wording:
    """Return the wording of a language.

    Raises: CopanalyticsError when it has no catalogue.
    """
    if language == "en":
        return Wording()
    catalogue = files("copanalytics") / "locale" / f"{language}.po"
    if not catalogue.is_file():
        raise CopanalyticsError(
            f"community.toml: there is no report in {language!r}; languages are "
            f"{', '.join(available())}."
        )
    return Wording(language, translations(catalogue.read_text(encoding="utf-8"), language))


def translations(catalogue: str, language: str) -> gettext.GNUTranslations:
    """Return the text of a .po catalogue, ready to be looked up in."""
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.StringIO(catalogue), locale=language.replace("-", "_")))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def theme_names(
    file: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield the names of the shipped themes as messages, for `pybabel extract` (babel.cfg)."""
    rows = csv.DictReader(io.StringIO(file.read().decode()))
    yield from ((line, "say", row["name"], []) for line, row in enumerate(rows, start=2))


def available() -> list[str]:
    """Return the languages that a report can be in."""
    folder = files("copanalytics") / "locale"
    return ["en", *sorted(f.name[:-3] for f in folder.iterdir() if f.name.endswith(".po"))]
