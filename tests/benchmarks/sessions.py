"""How the app bears many readers at once: each a websocket that speaks Streamlit's protocol, on loopback only.

``python -m tests.benchmarks.sessions`` starts the app with a store of its own, opens 20 sessions, and lets each change
one filter every 5 s for two minutes.  Written to standard output: how long the server took for a rerun (from the
message that asks for it until the run is finished), its processor time, what it sent, and its memory (proportional set
size).  A session that fails ends the whole with status 1.  ``--large`` takes the corpus of `tests.corpus`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from websockets.asyncio.client import ClientConnection, connect

from geo.store import open_store
from tests.conftest import start_app
from tests.corpus import corpus

MEGABYTE = 1e6
PATIENCE_S = 60
MODELS = ("spacy", "thinc", "en_dateline")
KINDS = ("journey", "presence", "statement", "scene", "named")


@dataclass
class Session:
    """A reader: what the browser would keep, and what each rerun took (s) and brought (bytes)."""

    socket: ClientConnection
    query: str = ""
    filters: Any = None
    fragment: str = ""
    known: dict[str, ForwardMsg] = field(default_factory=dict)
    number: int = 0
    took: list[float] = field(default_factory=list)
    brought: list[int] = field(default_factory=list)

    async def ask(self, *, change: dict[str, Any] | None = None) -> None:
        """Ask for a run, with a change of the filters, and take all that it sends."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.cached_message_hashes.extend(self.known)
        run.context_info.timezone, run.context_info.locale, run.context_info.url = "UTC", "en", "http://127.0.0.1/"
        if change is not None:
            run.widget_states.widgets.add(id=self.filters.id, json_value="{}")
            state = run.widget_states.widgets.add()
            state.id = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{self.filters.id}__events"
            state.json_trigger_value = json.dumps([{"event": "change", "value": change}])
            run.fragment_id = self.fragment
        began = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        brought = await asyncio.wait_for(self.until_finished(), PATIENCE_S)
        self.took.append(time.perf_counter() - began)
        self.brought.append(brought)

    async def until_finished(self) -> int:
        """Take messages until the run is finished that no other follows; return how many bytes they had."""
        size = 0
        while True:
            raw = await self.socket.recv()
            size += len(raw)
            message = ForwardMsg()
            message.ParseFromString(raw)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message = self.known[message.ref_hash]
                kind = message.WhichOneof("type")
            elif message.metadata.cacheable:
                self.known[message.hash] = message
            if kind == "delta":
                self.take(message.delta)
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "session_event" and message.session_event.WhichOneof("type") == "script_compilation_exception":
                raise RuntimeError("the app's script does not compile")
            elif kind == "script_finished":
                # A fragment that asks for the whole app is stopped early; the run that it asked for still comes.
                status = message.script_finished
                if status in (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY):
                    return size

    def take(self, delta: Any) -> None:
        """Remember the component of the filters; refuse an error."""
        element = delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(f"{element.exception.type}: {element.exception.message}")
        if element.WhichOneof("type") == "bidi_component" and element.bidi_component.component_name.endswith("filters"):
            self.filters, self.fragment = element.bidi_component, delta.fragment_id

    async def change(self, number: int) -> None:
        """Change one filter: another one, or the same back, as a reader does who tries things out."""
        asked = {"kinds": list(KINDS), "from": None, "to": None, "text": ""}
        choices = (
            {"kinds": ["journey", "statement"]}, {"from": f"2020-{1 + number % 12:02d}-01"}, {"text": "train"},
            {"kinds": ["scene", "named"]}, {"to": f"2023-{1 + number % 12:02d}-28"}, {},
        )  # fmt: skip
        self.number += 1
        await self.ask(change={"seq": self.number, "set": asked | choices[number % len(choices)], "miles": False})


async def read(address: str, number: int, *, seconds: float, every: float) -> Session:
    """Be one reader: open the app, then change a filter at the given pace (s)."""
    url = f"{address.replace('http', 'ws')}/_stcore/stream"
    async with connect(url, subprotocols=["streamlit"], max_size=None, origin=address) as socket:
        session = Session(socket)
        await session.ask()
        session.took.clear()
        session.brought.clear()
        start = time.monotonic() + every * (number % 20) / 20
        for turn in itertools.count():
            at = start + turn * every
            if at - start > seconds:
                return session
            await asyncio.sleep(max(0.0, at - time.monotonic()))
            await session.change(number + turn)


async def all_sessions(address: str, options: argparse.Namespace) -> list[Session]:
    """Be all readers at once."""
    readers = (
        read(address, n, seconds=options.seconds, every=options.every) for n in range(options.sessions)
    )  # fmt: skip
    return await asyncio.gather(*readers)


def pss(pid: int) -> float:
    """Return the proportional set size of a process (MB)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / MEGABYTE


def models(pid: int) -> list[str]:
    """Return the libraries of the language model that a process has loaded."""
    mapped = Path(f"/proc/{pid}/maps").read_text()
    return [name for name in MODELS if f"/{name}/" in mapped]


def centile(values: list[float], share: float) -> float:
    """Return the value below which a share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--every", type=float, default=5)
    parser.add_argument("--large", action="store_true", help="a store of 100,000 mentions instead of the samples")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.large:
            store = open_store(Path(folder) / "store.sqlite")
            store.add_many(corpus(), collection="Generated")
            store.close()
        server, address = start_app(Path(folder))
        try:
            asyncio.run(asyncio.wait_for(warm(address), 120))
            before = psutil.Process(server.pid).cpu_times()
            sessions = asyncio.run(all_sessions(address, options))
            after = psutil.Process(server.pid).cpu_times()
            report(sessions, server.pid, (after.user + after.system) - (before.user + before.system))
        except BaseException:
            sys.stderr.write((Path(folder) / "streamlit.log").read_text()[-4000:])
            raise
        finally:
            server.terminate()
            with contextlib.suppress(Exception):
                server.wait(20)


async def warm(address: str) -> None:
    """Open the app once: the store is filled and the libraries are loaded."""
    await read(address, 0, seconds=0, every=1)


def report(sessions: list[Session], pid: int, processor: float) -> None:
    """Write the figures."""
    took = [seconds * 1000 for session in sessions for seconds in session.took]
    brought = [size / 1000 for session in sessions for size in session.brought]
    sys.stdout.write(
        f"{len(sessions)} sessions, {len(took)} changes of a filter, none failed\n"
        f"a rerun: p50 {statistics.median(took):.0f} ms, p95 {centile(took, 0.95):.0f} ms, most {max(took):.0f} ms\n"
        f"processor time a rerun: {processor * 1000 / len(took):.0f} ms\n"
        f"sent a change: median {statistics.median(brought):.0f} kB, most {max(brought):.0f} kB\n"
        f"memory (PSS): {pss(pid):.0f} MB; of a language model loaded: {', '.join(models(pid)) or 'nothing'}\n"
    )


if __name__ == "__main__":
    main()
