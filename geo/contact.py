"""How Dateline names itself to servers, and whom their keepers can reach."""

from __future__ import annotations

import os

from geo.errors import InputError
from geo.version import __version__

CONTACT = "DATELINE_CONTACT"


def user_agent() -> str:
    """Return the name, the version and, where `CONTACT` is set, the contact.

    Raises
    ------
    InputError
        If the contact cannot be sent.
    """
    contact = os.environ.get(CONTACT, "").strip()
    if not (contact.isascii() and contact.isprintable()):
        raise InputError(f"{CONTACT} must be an e-mail address or a URL, in one line of ASCII.")
    return f"dateline/{__version__}" + (f" (+{contact})" if contact else "")
