"""Connects to public machines only, and ends everything at one deadline."""

from __future__ import annotations

import functools
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import certifi
import httpcore
import httpx

from geo.articles.address import require_public
from geo.articles.failures import failure
from geo.errors import AddressError, UnreachableError

Resolver = Callable[[str, int], Sequence[str]]
"""A host's name and a port to IP addresses."""

_MOST_ADDRESSES = 4


class Deadline:
    """The moment when a fetch ends, whatever it is doing."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the time that is left (seconds).

        Raises
        ------
        httpcore.ReadTimeout
            If none is.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


def system_addresses(host: str, port: int) -> list[str]:
    """Return the IP addresses that the system finds for a name, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class PublicBackend(httpcore.NetworkBackend):
    """Looks a name up once, judges every address, and connects to what was judged, not to the name.

    A second answer of the name server is never asked for, so that it cannot lead elsewhere; and the other end of the
    socket is judged again.
    """

    def __init__(self, deadline: Deadline, resolve: Resolver, backend: httpcore.NetworkBackend) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of a host's addresses that answers, if all are public."""
        addresses = self._addresses(host, port)
        for address in addresses:
            require_public(host, address, port)
        for number, address in enumerate(addresses, 1):
            try:
                stream = self._backend.connect_tcp(address, port, self._deadline.left(), local_address, socket_options)
            except httpcore.ConnectError:
                if number == len(addresses):
                    raise
                continue
            return _Stream(self._judged(stream, host, address, port), self._deadline)
        raise UnreachableError(f"{host} has no address in the internet. Check the web address.")

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:  # noqa: ANN401 - httpcore's signature
        """Refuse: no web page lives in a file."""
        raise AddressError("Sockets in files are no web addresses.")

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        answers: queue.SimpleQueue[Sequence[str] | OSError | UnicodeError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        # The system's look-up knows no time limit.
        threading.Thread(target=ask, daemon=True, name="look-up").start()
        try:
            answer = answers.get(timeout=self._deadline.left())
        except queue.Empty as error:
            raise httpcore.ConnectTimeout from error
        if isinstance(answer, Exception):
            raise failure(host, self._deadline.seconds, answer) from answer
        return answer[:_MOST_ADDRESSES]

    @staticmethod
    def _judged(stream: httpcore.NetworkStream, host: str, address: str, port: int) -> httpcore.NetworkStream:
        peer = str((stream.get_extra_info("server_addr") or ("unknown",))[0])
        try:
            require_public(host, peer, port)
        except AddressError:
            stream.close()
            raise
        if ipaddress.ip_address(peer) != ipaddress.ip_address(address):
            stream.close()
            raise AddressError(f"{host} answers from another machine ({peer}) than it names. Upload the page.")
        return stream


class _Stream(httpcore.NetworkStream):
    """A connection whose every step has only the time that is left."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own signature
        return self._stream.get_extra_info(info)


class PublicTransport(httpx.BaseTransport):
    """The transport of httpx over a `PublicBackend`; knows no proxies."""

    def __init__(self, backend: PublicBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_ssl_context(), network_backend=backend, max_connections=4, keepalive_expiry=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; errors are those of httpcore."""
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Any:  # noqa: ANN401 - an iterator of bytes
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


@functools.cache
def _ssl_context() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certifi.where())
