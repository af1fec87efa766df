"""Who is an editor, asked of a real server over a real connection with the headers that proxies and others send."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from tests.conftest import ROOT, free_port

PAGE = Path(__file__).parent / "role_page.py"
LOCAL, VISITOR = "local editor, editor", "visitor, no editor"


@pytest.fixture(scope="module")
def serve():
    """Start servers of the page; each with its environment."""
    started = []

    def start(**environment):
        port = free_port()
        options = [f"--server.port={port}", "--server.headless=true", "--server.address=127.0.0.1"]
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(PAGE), *options],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        for _ in range(240):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                    return port
            except OSError:
                assert process.poll() is None
                time.sleep(0.25)
        raise AssertionError("the server did not start")

    yield start
    for process in started:
        process.terminate()
        process.wait(20)


def told(port, *, url=None, **headers):
    """Return what the page says to a browser that sends these headers."""

    async def ask():
        request = HTTPRequest(f"ws://127.0.0.1:{port}/_stcore/stream", headers=headers)
        connection = await websocket_connect(request, subprotocols=["streamlit"])
        rerun = BackMsg()
        rerun.rerun_script.query_string = ""
        rerun.rerun_script.context_info.url = url or f"http://localhost:{port}/"
        await connection.write_message(rerun.SerializeToString(), binary=True)
        said = None
        while (answer := await connection.read_message()) is not None:
            message = ForwardMsg()
            message.ParseFromString(answer)
            element = message.delta.new_element
            if element.WhichOneof("type") == "text":
                said = element.text.body
            if message.WhichOneof("type") == "script_finished":
                connection.close()
        return said

    # In a thread of its own: in this one the browser tests' event loop may be running.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(asyncio.wait_for(ask(), 60))).result()


@pytest.fixture(scope="module")
def port(serve):
    return serve()


def test_the_user_of_this_computer_is_the_editor(port):
    assert told(port) == LOCAL
    assert told(port, Origin=f"http://localhost:{port}", Host=f"localhost:{port}") == LOCAL


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"x-forwarded-proto": "https"},
        {"X-Real-IP": "203.0.113.7"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"Host": "dateline.example.org"},
        {"Host": "dateline.example.org:8501"},
        {"url": "https://dateline.example.org/"},
    ],
)
def test_anything_else_is_a_visitor(port, headers):
    assert told(port, **headers) == VISITOR


def test_a_public_server_has_visitors_only(serve):
    assert told(serve(DATELINE_PUBLIC="1")) == VISITOR
