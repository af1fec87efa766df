"""Empty databases for tests: SQLite files, and databases in a PostgreSQL that is there or is started for the run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from geo.store import open_store

KINDS = ("sqlite", "postgresql")
VARIABLE, REQUIRED = "DATELINE_TEST_POSTGRESQL", "DATELINE_REQUIRE_POSTGRESQL"
# A test's data may be lost with the machine; waiting for the disk would only cost time.
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def programs() -> Path | None:
    """Return the folder with PostgreSQL's programs: Debian keeps them off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max((path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)


def run(*command: object) -> None:
    """Run a program of PostgreSQL, which refuses to be run by root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*user, *map(str, command)], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[sa.URL]:
    """Give the address of a PostgreSQL in which databases may be made."""
    if address := os.environ.get(VARIABLE):
        yield sa.make_url(address).set(drivername="postgresql+psycopg")
        return
    bin_ = programs()
    if bin_ is None:
        reason = f"no PostgreSQL: install it (Debian: apt-get install postgresql), or name one in {VARIABLE}"
        if os.environ.get(REQUIRED):
            pytest.fail(f"{reason}; {REQUIRED} forbids to skip")
        pytest.skip(reason)
    # A socket's path has to be short, so pytest's own folders will not do.
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        run(bin_ / "initdb", "--pgdata", folder / "data", *options)
        control = (bin_ / "pg_ctl", "--pgdata", folder / "data", "--wait")
        run(*control, "--log", folder / "log", "--options", f"-c unix_socket_directories={folder} {OPTIONS}", "start")
        try:
            query = {"host": str(folder)}
            yield sa.URL.create("postgresql+psycopg", username="postgres", database="postgres", query=query)
        finally:
            run(*control, "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder)


class Server:
    """A PostgreSQL; new databases are copies of one that holds an empty store."""

    def __init__(self, url: sa.URL) -> None:
        self.url = url
        self.engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        self.template = self.new(bare=True).database
        open_store(url.set(database=self.template).render_as_string(hide_password=False)).close()

    def new(self, *, bare: bool = False) -> sa.URL:
        name = f"dateline_{uuid.uuid4().hex[:16]}"
        with self.engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {'template0' if bare else self.template}")
        return self.url.set(database=name)

    def drop(self, names: list[str]) -> None:
        with self.engine.connect() as connection:
            for name in names:
                connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql(postgresql_server: sa.URL) -> Iterator[Server]:
    server = Server(postgresql_server)
    yield server
    server.drop([server.template])
    server.engine.dispose()


@pytest.fixture(scope="module", params=KINDS)
def new_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., str]]:
    """Return a function that gives the address of a new store, of each kind of database in turn.

    ``bare`` gives one without any table.
    """
    if request.param == "sqlite":
        yield lambda *, bare=False: f"sqlite:///{tmp_path_factory.mktemp('store') / 'dateline.sqlite'}"
        return
    server = request.getfixturevalue("postgresql")
    made: list[str] = []

    def new(*, bare: bool = False) -> str:
        url = server.new(bare=bare)
        made.append(url.database)
        return url.render_as_string(hide_password=False)

    yield new
    server.drop(made)
