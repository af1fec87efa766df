"""What failed fetches are called: one table from status and exception to a sentence."""

from __future__ import annotations

import socket
import ssl

import httpcore
import httpx

from geo.errors import ContentError, FetchError, FetchTimeoutError, RedirectError, StatusError, UnreachableError

_PASTE = "Open it in a browser, copy the text and paste it."
_STATUSES = {
    401: f"asks for a password. {_PASTE}",
    402: f"asks for a subscription. {_PASTE}",
    403: f"refuses programs, or asks for a subscription. {_PASTE}",
    404: "has no such page. Check the address.",
    410: "has taken the page away. Look for a copy of the article.",
    429: "has had too many requests. Try again later.",
    451: "does not show the page for legal reasons. Look for another report.",
}
_UNREACHABLE = (
    (socket.gaierror, "is no host that is known, or there is no network. Check the address."),
    (UnicodeError, "is no name that a host can have. Check the address."),
    (ssl.SSLCertVerificationError, f"has no certificate that can be trusted. {_PASTE}"),
    (ssl.SSLError, "does not answer encrypted. Try the address with http://."),
    (ConnectionRefusedError, "refuses the connection. Check the address, or try again later."),
)


def status_failure(host: str, status: int) -> StatusError:
    """Return the error for an answer that is none."""
    if 500 <= status < 600:
        told = "is out of order. Try again later."
    else:
        told = _STATUSES.get(status, f"gives no page. {_PASTE}")
    return StatusError(f"{host} {told} (Its answer: {status}.)", status=status)


def failure(host: str, seconds: float, error: Exception) -> FetchError:
    """Return the error for an exception of httpcore or httpx.

    Parameters
    ----------
    host
        Who was asked.
    seconds
        The time that the fetch had.
    error
        What was raised.
    """
    if isinstance(error, httpcore.TimeoutException):
        return FetchTimeoutError(f"{host} did not finish within {seconds:g} seconds. Try again later.")
    if isinstance(error, (httpx.InvalidURL, httpx.RemoteProtocolError)):
        return RedirectError(f"{host} sends on to an address that is none. {_PASTE}")
    if isinstance(error, (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError)):
        return ContentError(f"{host} broke the answer off, or its answer is no web page. Try again later.")
    seen: BaseException | None = error
    while seen is not None:
        for kind, told in _UNREACHABLE:
            if isinstance(seen, kind):
                return UnreachableError(f"{host} {told}")
        seen = seen.__cause__ or seen.__context__
    return UnreachableError(f"{host} cannot be reached. Check the address and the network, or try again later.")
