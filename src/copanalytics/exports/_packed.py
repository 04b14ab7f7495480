"""Zip archives opened without trusting what they declare: archives of exports, and workbooks."""

import io
import zipfile
from collections.abc import Iterator

from copanalytics.errors import CopanalyticsError

MOST_FILES = 2_000
"""Files that an archive may hold."""

LARGEST = 64 * 2**20
"""Bytes that an archive may unpack to, however small it is itself."""

GROWTH = 12
"""How many times its own size a large archive may unpack to."""

RATIO, RATIO_FROM = 100, 4 * 2**20
"""How many times its packed size a file may unpack to, and from which unpacked size that counts."""

HIDDEN = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
KINDS = (
    ("xl/workbook.bin", "is a binary Excel workbook (.xlsb); open it and save it as .xlsx."),
    ("index/document.iwa", "is an Apple Numbers document; use File > Export To > CSV or Excel."),
    ("index.zip", "is an Apple Numbers document; use File > Export To > CSV or Excel."),
    ("word/document.xml", "is a Word document; save its notes as plain text (.txt), a table in it "
     "as .csv, or download the CSV or XLSX export instead."),
    ("ppt/presentation.xml", "is a presentation, which holds no table; download the CSV or XLSX "
     "export instead."),
)  # fmt: skip
"""A file inside that tells what an archive is, and what to do, for those that hold no table."""

BROKEN = (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, RuntimeError)


def opened(raw: bytes, name: str) -> zipfile.ZipFile:
    """Return the archive, none of whose files is unpacked yet.

    Raises: CopanalyticsError when it is broken, protected, or declares to unpack to what no export
    needs.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        names = {part.filename.casefold() for part in archive.infolist()}
    except BROKEN as error:
        raise _broken(name) from error
    for inner, reason in KINDS:
        if inner in names:
            raise CopanalyticsError(f"{name}: {reason}")
    reason = _hostile(archive.infolist(), len(raw))
    if reason:
        raise CopanalyticsError(f"{name}: {reason}; it is refused. Download it again.")
    return archive


def is_archive(raw: bytes) -> bool:
    """Return whether the bytes are a zip of files, and not a workbook or a document."""
    try:
        names = {part.filename for part in zipfile.ZipFile(io.BytesIO(raw)).infolist()}
    except BROKEN:
        return False
    documents = {"[Content_Types].xml", "mimetype"}
    return not names & documents and not any(n.casefold() in dict(KINDS) for n in names)


def members(raw: bytes, name: str) -> Iterator[tuple[str, bytes | CopanalyticsError]]:
    """Yield the path of each file in a zip archive and its bytes, or why it cannot be unpacked.

    What systems add to archives by themselves is passed over.

    Raises: CopanalyticsError when the archive as a whole is refused, or holds no file.
    """
    archive = opened(raw, name)
    kept = [part for part in archive.infolist() if not part.is_dir() and not _hidden(part.filename)]
    if not kept:
        raise CopanalyticsError(f"{name}: is a zip without a file in it; download it again.")
    for part in sorted(kept, key=lambda each: each.filename):
        try:
            yield part.filename, unpacked(archive, part, f"{name}/{part.filename}")
        except CopanalyticsError as error:
            yield part.filename, error


def unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bytes:
    """Return the bytes of one file of an archive, of which no more than declared are unpacked.

    Raises: CopanalyticsError when it is protected, broken, or an archive itself.
    """
    if part.flag_bits & 1:
        raise CopanalyticsError(f"{name}: is protected by a password; save it without one.")
    try:
        with archive.open(part) as file:
            raw = file.read(part.file_size)
    except BROKEN as error:
        raise _broken(name) from error
    except Exception as error:
        if type(error).__name__ in ("error", "LZMAError"):  # zlib.error is no public class
            raise _broken(name) from error
        raise
    if len(raw) != part.file_size:
        raise _broken(name)
    if raw.startswith(b"PK") and is_archive(raw):
        raise CopanalyticsError(f"{name}: is a zip inside a zip; unpack it and keep its files.")
    return raw


def _hidden(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return name.casefold().startswith(HIDDEN) or last.startswith((".", "~$")) or (
        last.casefold() in HIDDEN
    )  # fmt: skip


def _hostile(parts: list[zipfile.ZipInfo], size: int) -> str | None:
    if len(parts) > MOST_FILES:
        return f"holds {len(parts):,} files"
    whole = sum(part.file_size for part in parts)
    if whole > max(LARGEST, GROWTH * size):
        return f"unpacks to {whole:,} bytes"
    dense = [part for part in parts if part.file_size > RATIO_FROM]
    if any(part.file_size > RATIO * max(part.compress_size, 1) for part in dense):
        return f"unpacks to {whole:,} bytes from {size:,}"
    return None


def _broken(name: str) -> CopanalyticsError:
    return CopanalyticsError(
        f"{name}: is no whole Excel workbook (.xlsx), .ods or zip; download it again."
    )
