"""Bytes to text: encodings by what the bytes say, and files that hold no text refused by name."""

import re

from copanalytics.errors import CopanalyticsError
from copanalytics.folding import fold

TABLE = "which holds no table; download the CSV or XLSX export instead."
REFUSED = {
    b"%PDF": f"is a PDF, {TABLE}",
    b"\x89PNG": f"is a picture, {TABLE}",
    b"\xff\xd8\xff": f"is a picture, {TABLE}",
    b"GIF8": f"is a picture, {TABLE}",
    b"RIFF": f"is a picture or a recording, {TABLE}",
    b"II*\x00": f"is a picture, {TABLE}",
    b"MM\x00*": f"is a picture, {TABLE}",
    b"BM": f"is a picture, {TABLE}",
    b"<svg": f"is a picture, {TABLE}",
    b"ID3": f"is a recording, {TABLE}",
    b"{\\rtf": "is a rich-text document; save its notes as plain text (.txt).",
    b"[InternetShortcut]": "is a link, not the file behind it; open it and download the CSV or "
    "XLSX export.",
    b"7z\xbc\xaf\x27\x1c": "is a 7-Zip archive; unpack it and keep its files.",
    b"Rar!": "is a RAR archive; unpack it and keep its files.",
    b"\x1f\x8b": "is a gzip archive; unpack it and keep its files.",
    b"SQLite format 3": "is a database; export its table as CSV.",
    b"PAR1": "is a Parquet file; export its table as CSV.",
}
"""Files that are no export by their first bytes, and what to do."""

MOVIE = re.compile(rb"....ftyp(heic|heif|mif1|avif)?", re.DOTALL)
GOOGLE_LINK = re.compile(r'\s*\{[^{}]*"(?:doc_id|url)"\s*:[^{}]*\}\s*')
GARBLED = re.compile(
    r"(?<=[^\W\d_])[¹²³¼½¾¿¡¬¦¤¨¯¸©®±µ¶§¥¢£÷×ˆ˜†‡‰‹›\ufffd](?=[^\W\d_])"
    r"|(?<=[a-zß-öø-ÿ])[À-ÖØ-ÞŠŽŸ]|[À-ÖØ-öø-ÿ]{5,}"
)
"""A sign inside a word, a capital behind a small letter, or letters with accents in a row: what
text looks like that is read in the encoding of another language."""

HANGUL = re.compile(r"[\x00-\x7f\u3000-\u303f\uac00-\ud7a3]*")
"""Korean text, with what it takes of ASCII."""

UNPRINTABLE = re.compile(r"[\x01-\x08\x0e-\x1f]")


def refuse_other_files(raw: bytes, name: str) -> None:
    """Say nothing of bytes that may be an export.

    Raises: CopanalyticsError for a picture, document, recording or archive, with what to do.
    """
    head = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:32]
    for start, reason in REFUSED.items():
        # Two letters alone are a picture's only where no text follows.
        if head.startswith(start) and (start != b"BM" or b"\x00" in raw[:16]):
            raise CopanalyticsError(f"{name}: {reason}")
    film = MOVIE.match(raw)
    if film:
        what = "picture" if film[1] else "recording"
        raise CopanalyticsError(f"{name}: is a {what}, {TABLE}")


def decoded(raw: bytes, name: str) -> str:
    """Return the text of the bytes, without a byte-order mark and NUL characters.

    UTF-16 is known by its mark or its zeros, all else is UTF-8 or, failing that, cp1252, or cp949
    where that gives Korean.

    Raises: CopanalyticsError when it is cut short inside a character, in another encoding, damaged,
    or no text of an export.
    """
    text = (_utf16(raw, name) if _is_utf16(raw) else _eight_bit(raw, name)).replace("\x00", "")
    if fold(text[:300]).startswith(("<!doctype", "<html")):
        raise CopanalyticsError(
            f"{name}: is a web page, not an export (was the download a log-in page?); "
            "sign in and download it again; save notes as plain text (.txt)."
        )
    if len(text) < 2000 and GOOGLE_LINK.fullmatch(text):
        raise CopanalyticsError(
            f"{name}: is a link to a Google file, not the file; open it and use File > Download > "
            "Comma-separated values (.csv)."
        )
    if len(UNPRINTABLE.findall(text[:4000])) > len(text[:4000]) / 20:
        raise CopanalyticsError(f"{name}: holds no text; download the CSV or XLSX export instead.")
    return text


def _is_utf16(raw: bytes) -> bool:
    """Latin text in UTF-16 has zeros in every other byte; NUL bytes in other text are anywhere."""
    head = raw[:400]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) / 4:
        return True
    even, odd = head[::2].count(0), head[1::2].count(0)
    return even + odd > len(head) / 16 and min(even, odd) == 0


def _utf16(raw: bytes, name: str) -> str:
    head = raw[:400]
    big = raw.startswith(b"\xfe\xff") or (
        raw[:2] != b"\xff\xfe" and head[::2].count(0) > head[1::2].count(0)
    )
    try:
        return raw.decode("utf-16-be" if big else "utf-16-le").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _cut(name) from error


def _eight_bit(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not raw[: error.start].isascii():
            raise _cut(name) from error
        if _is_damaged(raw):
            line = raw[: error.start].count(b"\n") + 1
            raise CopanalyticsError(
                f"{name}, line {line}: holds bytes that are no text in the encoding of the rest; "
                "download it again."
            ) from error
        return _of_windows(raw, name)


def _is_damaged(raw: bytes) -> bool:
    """Whether bytes are UTF-8 with few exceptions, so that another encoding would garble all."""
    text = raw.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", errors="ignore")) > 2 * wrong


def _of_windows(raw: bytes, name: str) -> str:
    """The text as Excel saves CSV on a Western or Korean Windows.

    The five bytes that cp1252 does not use become U+FFFD.
    """
    text = raw.decode("cp1252", errors="replace")
    if not _is_garbled(text):
        return text
    korean = raw.decode("cp949", errors="replace")
    if HANGUL.fullmatch(korean):
        return korean
    word = GARBLED.search(text)
    example = text[max(word.start() - 8, 0) : word.end() + 8].strip() if word else ""
    raise CopanalyticsError(
        f"{name}: is in an encoding that is not known (it would read {example!r}); download it "
        "again, or save it as 'CSV UTF-8'."
    )


def _is_garbled(text: str) -> bool:
    """Whether many of the letters with accents stand where no language has them."""
    garbled = sum(len(found) for found in GARBLED.findall(text))
    return garbled * 10 > len(text) - len(text.encode("ascii", errors="ignore"))


def _cut(name: str) -> CopanalyticsError:
    return CopanalyticsError(
        f"{name}: is cut short (its text ends inside a character); download it again."
    )
