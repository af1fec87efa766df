"""A web server on loopback that behaves as servers on the web do, well and badly; each behaviour is a path.

``with Site() as site`` starts it; ``site.url`` is its address.  Set the environment variable ``DATELINE_TEST_ALLOW`` to
``site.allow`` (the fixture ``site`` of ``tests/conftest.py`` does), or it is refused as every private address is.
"""

from __future__ import annotations

import functools
import gzip
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpcore

if TYPE_CHECKING:
    from collections.abc import Callable

HTML = "text/html; charset=utf-8"
LEAD = "The President of Freedonia travelled from Geneva to Vienna by train on Monday, his office said."
PARAGRAPHS = (
    LEAD,
    "He left Geneva in the morning with four ministers and arrived in Vienna after a journey of eleven hours, the "
    "spokesman told reporters at the station.",
    "“We have come to listen,” the President said at the café opposite the Hofburg. He is to meet the Chancellor of "
    "Austria on Tuesday and to fly to Prague on Wednesday.",
    "Talks about the railway between the two countries had broken off in April. Officials on both sides said that they "
    "hoped for an agreement before the end of the year.",
)


def article(number: int = 0, *, head: str = "", charset: str = "utf-8", text: tuple[str, ...] = PARAGRAPHS) -> str:
    """Return the page of an article; each number is another report."""
    own = f"The report had the number {number}." if number else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in (*text, own) if paragraph)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Train to Vienna {number}</title>'
        f'<meta property="og:site_name" content="The Loopback Gazette"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="2024-05-{number + 6:02d}T10:00:00Z">{head}</head>'
        f'<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Train to Vienna {number}</h1>'
        f"{body}</article><footer>© 2019 The Loopback Gazette</footer></body></html>"
    )


def feed(*numbers: int, more: str = "") -> str:
    """Return an RSS feed with relative links to articles."""
    items = "".join(
        f"<item><title>Train to Vienna {n}</title><link>/article/{n}?utm_source=rss</link>"
        f"<pubDate>Tue, {n + 6:02d} May 2024 00:30:00 +0900</pubDate></item>"
        for n in numbers
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Loopback Gazette</title>'
        f"<link>/</link><description>News</description>{items}{more}</channel></rss>"
    )


class Site:
    """The server.  ``asked`` lists the paths that were asked for, ``headers`` the headers of the last request."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}
        self.routes: dict[str, Callable[[BaseHTTPRequestHandler], None]] = dict(_ROUTES)
        self.other = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.allow = f"127.0.0.1:{self._http.server_port}"
        self.url = f"http://{self.allow}"
        self.other_url = f"http://127.0.0.1:{self.other.server_port}"
        self._threads = [
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
            for server in (self._http, self.other)
        ]

    def __enter__(self) -> Site:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in (self._http, self.other):
            server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()

    def serve(self, path: str, body: str | bytes, content_type: str = HTML, **more: object) -> str:
        """Answer a path with a body; return its address.  ``more`` is as in `respond`."""
        raw = body.encode() if isinstance(body, str) else body
        self.routes[path] = lambda handler: respond(handler, raw, content_type=content_type, **more)
        return self.url + path

    def redirect(self, path: str, target: str) -> str:
        """Send a path on to a target; return its address."""
        self.routes[path] = lambda handler: respond(handler, b"", status=302, headers={"Location": target})
        return self.url + path

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = urlsplit(self.path).path
                site.asked.append(self.path)
                site.headers = {name.lower(): value for name, value in self.headers.items()}
                number = path.removeprefix("/article/")
                try:
                    if path in site.routes:
                        site.routes[path](self)
                    elif number.isdecimal():
                        respond(self, article(int(number)).encode())
                    else:
                        respond(self, b"<p>No such page</p>", status=404)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # the client has had enough, as it should

            def log_message(self, *_: object) -> None:
                pass

        return Handler


class Elsewhere(httpcore.NetworkBackend):
    """Connects to the test's server whatever address is asked for, and tells a peer: what a lying network would do."""

    def __init__(self, site: Site, peer: str | None) -> None:
        self.port = int(site.allow.partition(":")[2])
        self.peer = peer
        self.asked: list[str] = []
        self._connect = httpcore.SyncBackend().connect_tcp

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.asked.append(host)
        return _Peer(self._connect("127.0.0.1", self.port, timeout), self.peer or host)


class _Peer(httpcore.NetworkStream):
    def __init__(self, stream, peer):
        self.stream = stream
        self.read, self.write, self.close = stream.read, stream.write, stream.close
        self.peer = peer

    def get_extra_info(self, info):
        return (self.peer, 80) if info == "server_addr" else self.stream.get_extra_info(info)


def respond(
    handler: BaseHTTPRequestHandler,
    body: bytes,
    *,
    status: int = 200,
    content_type: str = "text/html; charset=utf-8",
    headers: dict[str, str] | None = None,
) -> None:
    """Send one answer."""
    handler.send_response(status)
    told = {"Content-Type": content_type, "Content-Length": str(len(body))} | (headers or {})
    for name, value in told.items():
        if value:
            handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@functools.cache
def gzip_bomb(size: int) -> bytes:
    """Return gzip that unpacks to ``size`` bytes of a page (a thousandth of it packed)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b"<p>" + b"a" * 999_997
    packed = b"".join(packer.compress(block) for _ in range(size // len(block)))
    return packed + packer.flush()


def _drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte every now and then: no single wait is long, the whole never ends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(600):
        handler.wfile.write(b"a")
        handler.wfile.flush()
        time.sleep(0.05)


def _silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1.5)
    respond(handler, b"late")


def _large(handler: BaseHTTPRequestHandler) -> None:
    """Send 50 MB."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(500):
        handler.wfile.write(b"a" * 100_000)


def _broken(handler: BaseHTTPRequestHandler) -> None:
    respond(handler, b"<p>Only the beginning", headers={"Content-Length": "5000"})
    handler.close_connection = True


def _noise(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"220 mail.example.org ESMTP\r\n")
    handler.close_connection = True


def _page(body: str | bytes, **more: object) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda handler: respond(handler, body.encode() if isinstance(body, str) else body, **more)


def _onward(target: str, status: int = 302) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda handler: respond(handler, b"", status=status, headers={"Location": target})


def _further(handler: BaseHTTPRequestHandler) -> None:
    """Redirect to ever new addresses."""
    number = int(urlsplit(handler.path).query or 0)
    respond(handler, b"", status=302, headers={"Location": f"/further?{number + 1}"})


_ROUTES: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "/feed": _page(feed(*range(1, 11)), content_type="application/rss+xml"),
    "/drip": _drip,
    "/silent": _silent,
    "/large": _large,
    "/broken": _broken,
    "/noise": _noise,
    "/bomb": lambda h: respond(h, gzip_bomb(200_000_000), headers={"Content-Encoding": "gzip"}),
    "/gzip": _page(gzip.compress(article(1).encode()), headers={"Content-Encoding": "gzip"}),
    "/cut": _page(gzip.compress(article(1).encode())[:-20], headers={"Content-Encoding": "gzip"}),
    "/brotli": _page(b"\x0b\x02\x80", headers={"Content-Encoding": "br"}),
    "/not-gzip": _page(article(1), headers={"Content-Encoding": "gzip"}),
    "/circle": _onward("/circle"),
    "/further": _further,
    "/moved": _onward("/article/1#top", 301),
    "/metadata": _onward("http://169.254.169.254/latest/meta-data/"),
    "/ftp": _onward("ftp://example.org/a"),
    "/nowhere": _onward("http://["),
    "/picture": _page(b"\x89PNG\r\n", content_type="image/png"),
    **{f"/{status}": _page("<p>Sorry</p>", status=status) for status in (401, 402, 403, 404, 410, 429, 451, 500, 503)},
}
