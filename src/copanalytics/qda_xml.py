"""REFI-QDA files as XML: written in one way, and read from any program, without its traps.

Source: the REFI-QDA standard 1.5 (www.qdasoftware.org), MIT licence. Programs write guids with
braces or without, and namespaces of older drafts; both are read.
"""

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from copanalytics.errors import CopanalyticsError

LARGEST = 64 * 2**20
"""Bytes that a file may have, or unpack to, before it is refused."""

SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:copanalytics:interchange")
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""

PROJECT = "project.qde"


def guid(kind: str, key: str) -> str:
    """Return the guid of a thing, the same at every export.

    >>> guid("comment", "c61e02222e8")
    'b0d6faa9-57df-50ea-973f-af9cf9ca4f12'
    """
    return str(uuid.uuid5(SPACE, f"{kind} {key}"))


def plain_guid(written: str | None) -> str:
    """Return a guid without braces, in small letters; '' where there is none.

    >>> plain_guid("{5215CC69-B628-4E02-AFB9-9BEEAEE55808}")
    '5215cc69-b628-4e02-afb9-9beeaee55808'
    """
    return (written or "").strip("{} ").lower()


def named(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """Return a new element below its parent, with a text and those attributes that say anything."""
    said = {key: clean(value) for key, value in attributes.items() if value}
    element = Element(tag, said)
    element.text = clean(text) if text is not None else None
    parent.append(element)
    return element


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return FORBIDDEN.sub("", text)


def document(root: Element) -> bytes:
    """Return the XML document of a root element, in UTF-8."""
    return tostring(root, encoding="utf-8", xml_declaration=True)


def parsed(raw: bytes, name: str, tag: str) -> Element:
    """Return the root element of an XML document; name: what the file is called in messages.

    Raises: CopanalyticsError when it is no XML, too large, declares entities, or is something else.
    """
    if len(raw) > LARGEST:
        raise CopanalyticsError(f"{name}: has {len(raw):,} bytes; it is refused.")
    try:
        root = fromstring(raw, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise CopanalyticsError(
            f"{name}: is no REFI-QDA file that can be read ({type(error).__name__}); export it "
            "again."
        ) from error
    if kind(root) != tag:
        raise CopanalyticsError(f"{name}: starts with {kind(root)!r}, not {tag}; export it again.")
    return root


def kind(element: Element) -> str:
    """Return what an element is called, whatever its namespace."""
    return str(element.tag).rpartition("}")[2]


def below(element: Element, *tags: str) -> Iterator[Element]:
    """Yield the children of an element that are called so, whatever their namespace."""
    return (child for child in element if kind(child) in tags)


def text_of(element: Element, tag: str) -> str:
    """Return the text of the first child that is called so; '' where there is none."""
    return next((child.text or "" for child in below(element, tag)), "")


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a zip of parts, byte for byte the same at every call."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return raw.getvalue()


def unpacked(raw: bytes, name: str) -> dict[str, bytes]:
    """Return the parts of a zip by name, read in memory: nothing is written anywhere.

    Raises: CopanalyticsError when it is no whole zip, is locked, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(part.file_size for part in archive.infolist())
            if size > LARGEST:
                raise CopanalyticsError(f"{name}: unpacks to {size:,} bytes; it is refused.")
            return {part.filename: _limited(archive, part) for part in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise CopanalyticsError(f"{name}: is no whole .qdpx file; export it again.") from error


def _limited(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as packed_part:
        return packed_part.read(part.file_size + 1)
