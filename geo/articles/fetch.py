"""The one way to the web, for pages and feeds: public http and https servers, within bounds."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpcore
import httpx

from geo.articles.address import check_url
from geo.articles.failures import failure, status_failure
from geo.articles.network import Deadline, PublicBackend, PublicTransport, Resolver, system_addresses
from geo.contact import user_agent
from geo.errors import ContentError, RedirectError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

MAX_SECONDS = 10.0
MAX_REDIRECTS = 5
MAX_BYTES = 5_000_000
"""The longest page or feed, unpacked."""

PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "application/pdf"})
_XML_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
FEEDS = _XML_FEEDS | {"application/xml", "text/xml", "text/html", "application/xhtml+xml", "text/plain"}
"""Feeds come under many names; a page may name its feed."""
_FAILURES = (
    *(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol),
    *(httpx.HTTPError, httpx.InvalidURL),
)
_ANY_ZLIB = 47
_RAW_DEFLATE = -15
_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_KINDS = {"image": "a picture", "video": "a video", "audio": "a sound"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: the address it came from after all redirects, its bytes unpacked, and what it calls them."""

    url: str
    content: bytes
    content_type: str
    charset: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """Fetches pages and feeds; the bounds are those of `MAX_SECONDS`, `MAX_REDIRECTS` and `MAX_BYTES`.

    Parameters
    ----------
    seconds
        The time for everything: look-up, connections, redirects, body.
    max_bytes
        The longest answer, unpacked.
    resolve
        Looks names up; the system's look-up by default.
    backend
        Opens connections to IP addresses.
    grant
        Called before each page or feed is asked for; what it raises ends the fetch.
    """

    seconds: float = MAX_SECONDS
    max_bytes: int = MAX_BYTES
    resolve: Resolver = system_addresses
    backend: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    grant: Callable[[], object] = lambda: None

    def get(self, url: str, *, kinds: Collection[str]) -> Answer:
        """Fetch an address.

        Parameters
        ----------
        url
            An http or https address on a public server.
        kinds
            The content types that are wanted, such as `PAGES`; an answer without one passes.

        Raises
        ------
        FetchError
            With a sentence that says what is wrong and what to do.
        """
        current = check_url(url)
        self.grant()
        asked = [current]
        with self._client(kinds) as client:
            while True:
                try:
                    with client.stream("GET", current) as response:
                        if not response.has_redirect_location:
                            return self._answer(response, kinds)
                        onward = current.join(response.headers["location"])
                except _FAILURES as error:
                    raise failure(current.host, self.seconds, error) from error
                current = check_url(onward)
                if len(asked) > MAX_REDIRECTS:
                    raise _endless(asked, current)
                asked.append(current)

    def _client(self, kinds: Collection[str]) -> httpx.Client:
        transport = PublicTransport(PublicBackend(Deadline(self.seconds), self.resolve, self.backend))
        return httpx.Client(transport=transport, trust_env=False, headers=_headers(kinds), timeout=self.seconds)

    def _answer(self, response: httpx.Response, kinds: Collection[str]) -> Answer:
        host = response.url.host
        if response.status_code != httpx.codes.OK:
            raise status_failure(host, response.status_code)
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type and content_type not in kinds:
            raise _wrong_type(content_type, kinds)
        return Answer(str(response.url), self._body(response), content_type, response.charset_encoding)

    def _body(self, response: httpx.Response) -> bytes:
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding != "identity" and encoding not in _ENCODINGS:
            raise ContentError(
                f"{response.url.host} packs its pages in a way that was not asked for ({encoding[:20]})."
            )
        unpack = None if encoding == "identity" else _Unpacker(encoding)
        content = bytearray()
        # Packed or not, no more is read than the bound, and no more unpacked: a bomb ends at its first blast.
        for chunk in response.iter_raw():
            content += chunk if unpack is None else unpack(chunk, self.max_bytes + 1 - len(content))
            if max(len(content), response.num_bytes_downloaded) > self.max_bytes:
                raise ContentError(
                    f"The page is larger than {self.max_bytes / 1e6:.0f} MB. Copy the article's text and paste it."
                )
        if unpack is not None and not unpack.whole:
            raise ContentError(f"{response.url.host} broke the answer off. Try again later.")
        return bytes(content)


class _Unpacker:
    """Unpacks gzip and deflate, never to more than is asked for."""

    def __init__(self, encoding: str) -> None:
        self._stream = zlib.decompressobj(_ANY_ZLIB)
        self._may_be_raw = encoding == "deflate"
        self.whole = False

    def __call__(self, chunk: bytes, most: int) -> bytes:
        """Return what a chunk unpacks to, but no more than `most` bytes."""
        try:
            return self._unpack(chunk, most)
        except zlib.error as error:
            raise ContentError("The answer is packed wrongly and cannot be read. Try again later.") from error

    def _unpack(self, chunk: bytes, most: int) -> bytes:
        try:
            found = self._stream.decompress(chunk, most)
        except zlib.error:
            if not self._may_be_raw:
                raise
            self._stream = zlib.decompressobj(_RAW_DEFLATE)
            found = self._stream.decompress(chunk, most)
        self._may_be_raw = False
        # Gzip may come in several members, one after the other.
        while self._stream.eof and self._stream.unused_data.startswith(b"\x1f\x8b") and len(found) < most:
            rest = self._stream.unused_data
            self._stream = zlib.decompressobj(_ANY_ZLIB)
            found += self._stream.decompress(rest, most - len(found))
        self.whole = self._stream.eof
        return found


def _headers(kinds: Collection[str]) -> dict[str, str]:
    return {
        "User-Agent": user_agent(),
        "Accept": ", ".join([*sorted(kinds), "*/*;q=0.1"]),
        "Accept-Language": "en, *;q=0.1",
        "Accept-Encoding": "gzip, deflate",
    }


def _endless(asked: list[httpx.URL], current: httpx.URL) -> RedirectError:
    how = "in a circle" if current in asked else f"more than {MAX_REDIRECTS} times"
    return RedirectError(f"{current.host} redirects {how}. Open the page in a browser, copy the text and paste it.")


def _wrong_type(content_type: str, kinds: Collection[str]) -> ContentError:
    kind = _KINDS.get(content_type.partition("/")[0])
    if content_type in FEEDS:
        return ContentError("The address leads to a feed, not to a page. Give it as a feed.")
    told = f"to {kind} ({content_type[:40]})" if kind else f"to a file of the kind {content_type[:40]!a}"
    if "application/rss+xml" in kinds:
        return ContentError(f"The address leads {told}, not to a feed. Give the address of an RSS or Atom feed.")
    return ContentError(f"The address leads {told}, not to an article. Give the address of the article's page.")
