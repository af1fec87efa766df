"""A file of lines that is written whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from typing import IO, TYPE_CHECKING, Self

from geo.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


class OutFile:
    """Lines under a temporary name, given their own name at the end; or standard output.

    Used as a context: an exception, or no line at all, leaves what was at `path` before.  A link is followed, and a
    device or pipe is written directly.

    Parameters
    ----------
    path
        The file, or None for standard output.

    Raises
    ------
    InputError
        On entry, and on any write, if the file cannot be written.
    """

    def __init__(self, path: Path | None) -> None:
        self.written = 0
        self._given = path
        self._target = path.resolve() if path else None
        self._part: Path | None = None
        if self._target and (self._target.is_file() or not self._target.exists()):
            self._part = self._target.with_name(f".{self._target.name}.{os.getpid()}.part")
        self._handle: IO[bytes] | None = None

    def __enter__(self) -> Self:
        if self._target is None:
            self._handle = sys.stdout.buffer
            return self
        try:
            self._handle = (self._part or self._target).open("wb")
        except OSError as error:
            raise self._unwritable(error) from error
        return self

    def write(self, line: str) -> None:
        """Write one line, without its end; on standard output it is there at once."""
        self.write_bytes(line.encode() + b"\n")

    def write_bytes(self, content: bytes) -> None:
        """Write bytes as they are; on standard output they are there at once."""
        self.written += 1
        try:
            self._handle.write(content)
            if self._target is None:
                self._handle.flush()
        except OSError as error:
            if self._target is None:
                raise
            raise self._unwritable(error) from error

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if self._target is None:
            return
        try:
            self._handle.close()
            if self._part and self.written and failure is None:
                if self._target.exists():
                    shutil.copymode(self._target, self._part)
                self._part.replace(self._target)
        except OSError as error:
            raise self._unwritable(error) from error
        finally:
            if self._part:
                self._part.unlink(missing_ok=True)

    def _unwritable(self, error: OSError) -> InputError:
        return InputError(f"{self._given} cannot be written ({error.strerror}). Give another path after --out.")
