"""A process that reads articles: whatever one does to it, the worker that asks goes on.

An article may kill the process that reads it (memory, a fault in compiled code) or never come to an end, and compiled
code hears no signal and holds the interpreter.  So articles are read in a child: it ends itself when one takes too
long, by a watchdog that needs no interpreter, and it ends when its worker does, whose end of the pipe then closes.

``python -m geo.batch.reader`` reads articles, one JSON object a line, and answers each with a line: ``+`` and the
record, or ``-`` and what was wrong.
"""

from __future__ import annotations

import contextlib
import dataclasses
import faulthandler
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from geo.articles import Article, parse_date
from geo.errors import DataError, GeoError, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 30.0
"""What any article may take; a long one more."""
CHARACTERS_A_SECOND = 5_000
"""A fifth of what one core reads, so that only what hangs is left out."""
FRESH_AFTER = 2_000
"""Articles that one process reads: the model keeps every word it meets, and an archive has millions."""

_COMMAND = (sys.executable, "-m", "geo.batch.reader")
_ROOT = Path(__file__).resolve().parents[2]
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Reader:
    """The worker's side: reads one article at a time in a child process, which starts when it is needed.

    Parameters
    ----------
    command
        What to start.
    seconds
        What any article may take; long ones have a second more for each `CHARACTERS_A_SECOND`.
    """

    def __init__(self, *, command: Sequence[str] = _COMMAND, seconds: float = SECONDS) -> None:
        self._command = command
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._left = 0
        self.extractor: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, article: Article) -> str:
        """Return the record of an article, with its text, as one line of JSON.

        Raises
        ------
        InputError
            If the article cannot be read, takes too long, or ends two processes.
        DataError
            If no process can be started.
        """
        limit = self._seconds + len(article.text) / CHARACTERS_A_SECOND
        line = json.dumps(dataclasses.asdict(article) | {"seconds": limit}, default=str).encode() + b"\n"
        for _ in range(2):  # a process may also be ended from outside
            self.start()
            began = time.monotonic()
            answer = self._ask(line)
            if answer:
                if answer[:1] == b"+":
                    return answer[1:-1].decode()
                raise InputError(json.loads(answer[1:]))
            code = self.close()
            if time.monotonic() - began >= limit:
                raise InputError(
                    f"Reading this article took longer than {limit:.0f} seconds, so it was left out. "
                    "Split it into shorter ones."
                )
        raise InputError(
            f"Reading this article twice ended the process that reads ({_ending(code)}), so it was left out. "
            "Split it into shorter ones, or give the process more memory."
        )

    def start(self) -> None:
        """Start the process and wait until it has loaded the model, unless one waits already.

        Raises
        ------
        DataError
            If it does not come up, with what it said.
        """
        if self._process and self._left > 0:
            self._left -= 1
            return
        self.close()
        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(  # noqa: S603 - this very module, by default
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=os.environ | dict.fromkeys(_THREADS, "1") | {"PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is for the command to act on
        )
        self._left = FRESH_AFTER - 1
        answer = self._process.stdout.readline()
        if answer[:1] == b"+":
            self.extractor = json.loads(answer[1:])
            return
        self._said.seek(0)
        said = self._said.read().decode(errors="replace").strip()
        code = self.close()
        if answer[:1] == b"-":
            raise DataError(json.loads(answer[1:]))
        raise DataError(
            f"The process that reads articles does not start ({_ending(code)}): {said.splitlines()[-1] if said else ''}"
        )

    def close(self) -> int:
        """End the process, if there is one, and return its exit status."""
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.kill()
        code = process.wait()
        for pipe in (process.stdin, process.stdout, self._said):
            with contextlib.suppress(BrokenPipeError):  # what was still to be sent has no reader
                pipe.close()
        return code

    def _ask(self, line: bytes) -> bytes:
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            return b""
        return answer if answer.endswith(b"\n") else b""


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit status {code}"


def serve() -> None:
    """Read articles from standard input until it ends, and write what comes of each to standard output."""
    # What libraries print must not come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    nowhere = open(os.devnull, "wb")  # noqa: SIM115, PTH123 - the watchdog writes to it until the process ends

    def answer(sign: bytes, content: str) -> None:
        answers.write(sign + content.encode() + b"\n")
        answers.flush()

    try:
        answer(b"+", json.dumps(loaded()))
    except GeoError as error:
        answer(b"-", json.dumps(str(error)))
        return
    for line in sys.stdin.buffer:
        fields = json.loads(line)
        faulthandler.dump_traceback_later(fields.pop("seconds"), exit=True, file=nowhere)
        try:
            answer(b"+", _record(fields))
        except InputError as error:
            answer(b"-", json.dumps(str(error)))
        except Exception as error:  # noqa: BLE001 - a fault in the program must not stop a million other articles
            what = f"This article could not be read ({type(error).__name__}: {error}). Please report it."
            answer(b"-", json.dumps(what))
        finally:
            faulthandler.cancel_dump_traceback_later()


def loaded() -> dict[str, Any]:
    """Load model and gazetteer, and return the name and versions of the extractor.

    Raises
    ------
    DataError
        If one is missing or broken.
    """
    from geo.extract import extract

    return dataclasses.asdict(extract("Kim left Pyongyang for Vladivostok.").extractor)


def _record(fields: dict[str, Any]) -> str:
    from geo.extract.article import extract_article

    fields["published"] = parse_date(fields["published"])
    return extract_article(Article(**fields), keep_text=True).to_json()


if __name__ == "__main__":
    serve()
