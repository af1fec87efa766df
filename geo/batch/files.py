"""Files and folders by path or URL, through fsspec."""

from __future__ import annotations

import contextlib
import json
import os
import re
import uuid
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from geo.errors import BatchError, InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

INSTALL = "pip install -r requirements-scale.txt"
_LOCAL = re.compile(r"file://(?=/)")
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{32}\.part")


def expand(sources: Iterable[str]) -> list[str]:
    """Return the files that paths, URLs and globs of both name, each once, those of a glob in the order of their names.

    Raises
    ------
    InputError
        If one names no file, or its file system is unknown or away.
    """
    return list(dict.fromkeys(file for source in sources for file in _expand(source)))


def _expand(source: str) -> list[str]:
    import fsspec

    if source == "-":
        raise InputError("Standard input cannot be cut into partitions. Give files to --engine dask.")
    try:
        fs, path = fsspec.core.url_to_fs(source)
        exact, folder = fs.isfile(path), fs.isdir(path)
        found = [path] if exact else sorted(name for name in fs.glob(path) if fs.isfile(name))
    except ImportError as error:
        raise InputError(f"{source} cannot be read: {error}.") from error
    except Exception as error:  # each file system has errors of its own
        raise InputError(f"{source} cannot be read ({_said(error)}). Check its address and your rights.") from error
    if folder and not exact:
        raise InputError(f"{source} is a folder. Give the files in it, for example {source.rstrip('/')}/*.jsonl.")
    if not found:
        raise InputError(f"There is no file {source}. Check the path.")
    return [_LOCAL.sub("", fs.unstrip_protocol(name)) for name in found]


@contextmanager
def opened(file: str) -> Iterator[IO[bytes]]:
    """Open a file for reading, unpacked if its name ends in ``.gz``, ``.bz2``, ``.xz`` or ``.zst``."""
    import fsspec

    with fsspec.open(file, "rb", compression="infer") as handle:
        yield handle


class Folder:
    """The folder of a result.

    Parameters
    ----------
    address
        A path, or a URL of any file system that fsspec knows.
    """

    def __init__(self, address: str) -> None:
        import fsspec

        self.address = address
        try:
            self._fs, self._path = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as error:
            raise BatchError(f"{address} is no folder to write to: {error}. Give another after --out.") from error

    def __str__(self) -> str:
        return self.address

    def make(self) -> None:
        """Make the folder.

        Raises
        ------
        BatchError
            If that is not possible.
        """
        try:
            self._fs.makedirs(self._path, exist_ok=True)
        except Exception as error:  # each file system has errors of its own
            raise BatchError(f"{self} cannot be made ({_said(error)}). Give another folder after --out.") from error

    def names(self) -> set[str]:
        """Return the names of the files in it.

        Raises
        ------
        BatchError
            If that is not possible.
        """
        try:
            self._fs.invalidate_cache()
            return {name.rstrip("/").rpartition("/")[2] for name in self._fs.ls(self._path, detail=False)}
        except FileNotFoundError:
            return set()
        except Exception as error:  # each file system has errors of its own
            raise BatchError(f"{self} cannot be listed ({_said(error)}). Check the address and your rights.") from error

    def remove(self, names: Iterable[str]) -> None:
        """Remove files; one that is not there is no error.

        Raises
        ------
        BatchError
            If one cannot be removed.
        """
        for name in names:
            try:
                self._fs.rm(self._of(name))
            except FileNotFoundError:
                continue
            except Exception as error:  # each file system has errors of its own
                raise BatchError(
                    f"{self._of(name)} cannot be removed ({_said(error)}). Check your rights to it, or give another "
                    "folder after --out."
                ) from error

    def remove_temporary(self) -> None:
        """Remove what a run that was killed left half written."""
        self.remove(name for name in self.names() if _TEMPORARY.fullmatch(name))

    def read(self, name: str) -> bytes:
        """Return the content of a file.

        Raises
        ------
        BatchError
            If it cannot be read.
        """
        try:
            return self._fs.cat_file(self._of(name))
        except Exception as error:  # each file system has errors of its own
            raise BatchError(f"{self._of(name)} cannot be read ({_said(error)}). Check your rights to it.") from error

    def write(self, name: str, content: bytes) -> None:
        """Write a file under a temporary name and then give it its own: it is there whole or not at all.

        Raises
        ------
        BatchError
            If it cannot be written.
        """
        part = self._of(f".{name}.{uuid.uuid4().hex}.part")
        try:
            with self._fs.open(part, "wb") as handle:
                handle.write(content)
                handle.flush()
                if self._fs.protocol[0] == "file":
                    os.fsync(handle.fileno())  # a name must not outlive its content when the machine stops
            self._fs.mv(part, self._of(name))
        except Exception as error:  # each file system has errors of its own
            with contextlib.suppress(Exception):
                self._fs.rm(part)
            raise BatchError(
                f"{self._of(name)} cannot be written ({_said(error)}). Make room, check your rights to it, or give "
                "another folder after --out; then start again, and what is finished stays."
            ) from error

    def write_json(self, name: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Write a value as JSON, whole or not at all."""
        self.write(name, json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")

    def _of(self, name: str) -> str:
        return f"{self._path}/{name}"


def _said(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
