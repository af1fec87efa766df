"""A Word document (.docx) to paragraphs, by mammoth, which reads tracked changes as accepted."""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO, Any

from geo.articles.apart import MAX_SECONDS, apart
from geo.articles.article import parse_date
from geo.errors import DateError, InputError

MAX_XML_BYTES = 12_000_000
MAX_UNPACKED_BYTES = 60_000_000
MAX_FILES = 2_000
_OLE = b"\xd0\xcf\x11\xe0"
_CORE = "docProps/core.xml"
_BLANKS = re.compile(r"\n{3,}")
_BROKEN = "The file is no Word document that can be read. Save it again as .docx, or give the text as .txt."


def docx_fields(handle: IO[bytes], *, seconds: float = MAX_SECONDS) -> dict[str, Any]:
    """Return ``text``, ``title`` and ``published`` (the day it was last saved) of a Word document.

    Nothing is unpacked before the sizes have been checked, and no entity of its XML is resolved.

    Parameters
    ----------
    handle
        The file, open for reading.
    seconds
        How long reading may take.

    Raises
    ------
    InputError
        If it is locked, broken, unpacks to more than a document has, or takes too much time or memory.
    """
    return apart(_docx_fields, handle.read(), seconds=seconds, what="Word document")


def _docx_fields(raw: bytes) -> dict[str, Any]:
    handle = io.BytesIO(raw)
    if handle.read(len(_OLE)) == _OLE:
        raise InputError("This is an old or a locked Word document. Save it as .docx without a password.")
    handle.seek(0)
    try:
        with zipfile.ZipFile(handle) as archive:
            _check(archive)
            about = _core(archive)
        text = _text(handle)
    except (InputError, MemoryError):
        raise
    except Exception as error:  # of broken files the libraries raise whatever they stumble over
        raise InputError(_BROKEN) from error
    return about | {"text": text}


def _check(archive: zipfile.ZipFile) -> None:
    files = archive.infolist()
    markup = [file for file in files if file.filename.endswith((".xml", ".rels"))]
    # zipfile never unpacks more of a file than the size that is declared here.
    if (
        len(files) > MAX_FILES
        or sum(file.file_size for file in files) > MAX_UNPACKED_BYTES
        or sum(file.file_size for file in markup) > MAX_XML_BYTES
    ):
        raise InputError(
            "The Word document unpacks to more than a document has. Copy its text into a new one, or give it as .txt."
        )
    for file in markup:
        if b"<!DOCTYPE" in archive.read(file):
            raise InputError("The Word document has a document type in it, as no Word document has. Give it as .txt.")


def _text(handle: IO[bytes]) -> str:
    import mammoth

    handle.seek(0)
    return _BLANKS.sub("\n\n", mammoth.extract_raw_text(handle).value).strip()


def _core(archive: zipfile.ZipFile) -> dict[str, Any]:
    from lxml import etree

    if _CORE not in archive.namelist():
        return {}
    root = etree.fromstring(archive.read(_CORE), etree.XMLParser(resolve_entities=False, no_network=True))
    told = {etree.QName(child).localname: (child.text or "").strip() for child in root.iterchildren("*")}
    try:
        day = parse_date(told.get("modified") or told.get("created"))
    except DateError:
        day = None
    return {"title": told.get("title") or None, "published": day}
