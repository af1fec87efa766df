"""Bytes to text: files must say what they are, web pages often say it wrongly."""

from __future__ import annotations

import codecs
import re
import unicodedata

from geo.articles.article import MAX_BYTES, too_long
from geo.errors import ContentError, NotTextError

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_OTHER_SCRIPTS = frozenset({"CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI"})
_LATIN = frozenset({"iso8859-1", "ascii"})
"""What pages call so is Windows-1252, as browsers read it."""
_NO_PAGE = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape", "utf-7", "undefined"})
"""Python's encodings for other things than pages; some take hours for one."""
_WORD = re.compile(r"[^\W\d_]+")
_UTF8 = "utf-8"


def decode_text(raw: bytes) -> str:
    """Decode a file of UTF-8 or, with its byte order mark, UTF-16; line ends stay as they are.

    Raises
    ------
    TextTooLongError
        If it is longer than an article may be.
    NotTextError
        If it is neither.
    """
    utf16 = raw.startswith(UTF16)
    if len(raw) > (2 * MAX_BYTES if utf16 else MAX_BYTES) + 3:
        raise too_long(len(raw))
    if b"\0" in raw and not utf16:
        raise NotTextError("This is binary data, no text (it has NUL bytes). Give the article as plain text in UTF-8.")
    try:
        return raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise NotTextError(
            f"This is no text in UTF-8 (byte 0x{raw[error.start]:02x} in line {line}). Save it as UTF-8 and try again."
        ) from error


def decode_page(raw: bytes, *, declared: str | None = None) -> str:
    """Decode a web page or a plain text from the web, whatever it calls itself.

    A byte order mark decides; then UTF-8 if the bytes are valid UTF-8, which hardly happens by chance; then what the
    server or the page declares; then the likeliest guess.  What comes out as words of two scripts is not believed.

    Parameters
    ----------
    raw
        The page.
    declared
        The charset of the server's header.

    Raises
    ------
    ContentError
        If no encoding fits.
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), *((mark, "utf-16") for mark in UTF16)):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    told = [_python_name(declared), *(_python_name(name.decode("ascii")) for name in _META.findall(raw[:_HEAD])[:1])]
    # Seven-bit encodings of other scripts are valid UTF-8 too.
    first = [name for name in told if name and name.startswith("iso2022")]
    for encoding in [*first, _UTF8, *filter(None, told), *_guesses(raw)]:
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding == _UTF8 or not _is_garbled(text):
            return text
    raise ContentError(
        "The page does not say how its letters are encoded, or says it wrongly. Open it in a browser, copy the text "
        "and paste it."
    )


def _python_name(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset or "").name
    except LookupError:
        return None
    return None if name in _NO_PAGE else "cp1252" if name in _LATIN else name


def _guesses(raw: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000], enable_fallback=False).best()
    return ["cp1252", *([best.encoding] if best else [])]


def _is_garbled(text: str) -> bool:
    r"""Whether letters of two alphabets stand in one word, or control characters in the text.

    >>> _is_garbled("The cafй of Mr Bйrnard"), _is_garbled("The café of Mr Bérnard")
    (True, False)
    """
    if any("\x80" <= letter <= "\x9f" and letter != "\x85" for letter in text):
        return True
    if text.isascii():
        return False
    for word in _WORD.findall(text):
        if not word.isascii():
            scripts = {unicodedata.name(letter, "?").split()[0] for letter in word}
            if "LATIN" in scripts and scripts & _OTHER_SCRIPTS:
                return True
    return False
