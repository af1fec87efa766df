"""Web addresses: which are asked, and which machines may be connected to."""

from __future__ import annotations

import ipaddress
import os
from typing import TYPE_CHECKING, Any

from geo.errors import AddressError

if TYPE_CHECKING:
    from httpx import URL

TEST_ALLOW = "DATELINE_TEST_ALLOW"
"""For tests only: the one ``IP address:port`` that is connected to though it is not public."""

MAX_URL = 2_000
PORTS = frozenset({None, 80, 443, 8080, 8443})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_V4_COMPATIBLE = ipaddress.ip_network("::/96")


def check_url(url: str | URL) -> URL:
    """Return an address that may be asked for; what machine it leads to is judged when connecting.

    Raises
    ------
    AddressError
        If it is no http or https address, has a password, a zone or an unusual port, or is too long.
    """
    from httpx import URL, InvalidURL

    try:
        parts = URL(url.strip() if isinstance(url, str) else url)
        host = parts.host
    except (InvalidURL, ValueError, UnicodeError) as error:
        raise _no_address(url) from error
    if len(str(parts)) > MAX_URL:
        raise AddressError(f"The web address is too long (more than {MAX_URL} characters). Give the article's own.")
    if parts.scheme not in ("http", "https"):
        raise _no_address(url)
    if parts.userinfo:
        raise AddressError("The web address has a user name or password in it. Leave both out.")
    if not host or "%" in host:
        raise _no_address(url)
    if parts.port not in PORTS and (host, parts.port) != allowed_for_tests():
        raise AddressError(f"Web pages are not asked for at port {parts.port}. Give the public address of the article.")
    return parts.copy_with(fragment=None)


def require_public(host: str, address: str, port: int) -> None:
    """Refuse a machine that is not on the public internet.

    Parameters
    ----------
    host
        The name in the web address, for the message.
    address
        The IP address that the name led to.
    port
        The port.

    Raises
    ------
    AddressError
        If ``address`` is not public, in any of the forms in which IPv6 holds an IPv4 address.
    """
    if (host, port) == allowed_for_tests() and address == host:
        return
    if not is_public(address):
        where = f"{host} is" if host == address else f"{host} leads to {address}, which is"
        raise AddressError(
            f"{where} in a private network, and Dateline asks public servers only. Give a public address, or upload "
            "the page."
        )


def is_public(address: str) -> bool:
    """Whether an IP address is one machine on the public internet.

    >>> [is_public(a) for a in ("8.8.8.8", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False, False]
    """
    try:
        ip: Any = ipaddress.ip_address(address)
    except ValueError:
        return False
    if ip.version == 6:
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.ip_address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.scope_id or ip.is_site_local or ip.teredo or ip in _V4_COMPATIBLE:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def allowed_for_tests() -> tuple[str, int] | None:
    """Return the IP address and port that `TEST_ALLOW` names, None without one."""
    host, _, port = os.environ.get(TEST_ALLOW, "").rpartition(":")
    return (host.strip("[]"), int(port)) if host and port.isdecimal() else None


def _no_address(url: object) -> AddressError:
    shown = str(url).strip()[:60]
    told = f"“{shown}” is" if shown.isprintable() and shown else "This is"
    return AddressError(f"{told} no web address. Give one that begins with https:// or http://.")
