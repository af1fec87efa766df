"""A plan, sent to a cluster."""

from __future__ import annotations

import dataclasses
import importlib
import logging
import tempfile
import uuid
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo.batch.files import INSTALL
from geo.errors import BatchError, GeoError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from distributed import Client, Future, LocalCluster

    from geo.batch.plan import Plan
    from geo.batch.work import Work

CONNECT_SECONDS = 10
WORKERS_SECONDS = 60
"""How long a cluster that answers may take until it has a worker."""
ATTEMPTS = 3
"""How often a partition is given out again after a failure that may pass, such as a store that is away."""
LOSSES = 10
"""How many workers may be lost over one partition on the local cluster: articles do not end workers, machines do."""

MOST_FAILURES = 20
"""So many partitions that fail one after the other tell of a cluster or a store that is away."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a partition: records and errors written; or ``failure``, a sentence, and nothing written."""

    work: Work
    records: int = 0
    errors: int = 0
    failure: str | None = None


def require_libraries() -> None:
    """Raise a `BatchError` that says what to install, unless the libraries of the extra are there."""
    for name in ("distributed", "fsspec", "pyarrow"):
        try:
            importlib.import_module(name)
        except ImportError as error:
            raise BatchError(f"--engine dask needs {name}, which is not installed. Install it: {INSTALL}") from error


def run(plan: Plan, *, scheduler: str | None = None, workers: int | None = None) -> Iterator[Done]:
    """Read the partitions that are left, and yield each when it is finished, in any order.

    Parameters
    ----------
    plan
        What to do.
    scheduler
        The address of the scheduler of a cluster that runs, such as ``tcp://host:8786``; by default a cluster is
        started here and ends with the run.
    workers
        The processes of that cluster; by default one a core.

    Raises
    ------
    BatchError
        If there is no cluster, its workers cannot read articles, or the result cannot be written.
    DataError
        If a worker has no language model or gazetteer.
    """
    if not plan.todo:
        return
    with _client(scheduler, workers) as client:
        yield from _results(client, plan)


def _results(client: Client, plan: Plan) -> Iterator[Done]:
    from distributed import as_completed

    token = uuid.uuid4().hex[:8]
    works = {f"dateline-{token}-{work.partition.number:05d}": work for work in plan.todo}
    plain = [dataclasses.asdict(work) for work in works.values()]
    futures = client.map(_task(), plain, key=list(works), retries=ATTEMPTS - 1, pure=False)
    waiting = as_completed(futures, loop=client.loop)
    del futures  # a result that was told is forgotten on the cluster too
    failed = 0
    for future in waiting:
        done = _done(works.pop(future.key), future)
        yield done
        failed = failed + 1 if done.failure else 0
        if failed >= MOST_FAILURES:
            raise BatchError(
                f"{failed} partitions in a row failed, the last because {done.failure}. Put that right and start "
                "again: what is finished stays."
            )


def _task() -> Callable[[dict[str, Any]], tuple[int, int]]:
    # A function within a function travels by value: the scheduler, which only hands it on, needs no Dateline.
    def read_partition(work: dict[str, Any]) -> tuple[int, int]:
        from geo.batch import work as worker

        return worker.read_partition(worker.Work.of(work))

    return read_partition


def _done(work: Work, future: Future) -> Done:
    from distributed import CancelledError
    from distributed.scheduler import KilledWorker

    try:
        if future.status == "finished":
            return Done(work, *future.result())
        error = future.exception()
    except (OSError, TimeoutError):
        error = None
    if error is None or isinstance(error, CancelledError):
        return Done(work, failure="the scheduler was lost")
    if isinstance(error, GeoError):
        raise error
    if isinstance(error, ImportError):
        raise BatchError(
            f"The workers cannot load Dateline ({error}). Install the same Dateline on all of them, with "
            "requirements-scale.txt."
        )
    if isinstance(error, KilledWorker):
        return Done(work, failure=f"{error.allowed_failures + 1} workers were lost over it")
    return Done(work, failure=f"{type(error).__name__}: {error}")


@contextmanager
def _client(scheduler: str | None, workers: int | None) -> Iterator[Client]:
    """Connect to a cluster that has at least one worker."""
    from distributed import Client
    from distributed.utils import silence_logging_cmgr

    with ExitStack() as stack:
        # What it logs of a cluster that is lost are tracebacks; the sentence is ours.
        stack.enter_context(silence_logging_cmgr(logging.CRITICAL + 1))
        address = scheduler or stack.enter_context(_local_cluster(workers))
        try:
            if scheduler:
                _check_address(scheduler)
            client = stack.enter_context(Client(address, timeout=CONNECT_SECONDS, set_as_default=False))
        except (OSError, TimeoutError, ValueError) as error:
            raise BatchError(
                f"No Dask scheduler answers at {scheduler} ({error}). Check the address (such as tcp://host:8786) and "
                "that the cluster runs, or leave --scheduler out to use this machine."
            ) from error
        try:
            client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError as error:
            raise BatchError(
                f"The cluster at {scheduler or 'this machine'} has no worker yet after {WORKERS_SECONDS} seconds. "
                "Start some (dask worker ADDRESS --nthreads 1), and try again."
            ) from error
        yield client


def _check_address(address: str) -> None:
    """Raise a ValueError where a client would be made that cannot be closed."""
    from distributed.comm.addressing import parse_address, parse_host_port
    from distributed.comm.registry import get_backend

    scheme, place = parse_address(address)
    get_backend(scheme)
    if scheme in ("tcp", "tls"):
        parse_host_port(place)


@contextmanager
def _local_cluster(workers: int | None) -> Iterator[LocalCluster]:
    """One process a core, each with one thread; nothing listens but on the loopback address."""
    import dask
    from dask.system import CPU_COUNT
    from distributed import LocalCluster

    settings = {
        "distributed.scheduler.allowed-failures": LOSSES,
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
    }
    with (
        dask.config.set(settings),
        tempfile.TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True) as scratch,
        LocalCluster(
            n_workers=workers or CPU_COUNT,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            # Dask always starts a web server: on any free port, and with no pages
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
            silence_logs=logging.CRITICAL,  # goes to the workers too
            local_directory=scratch,
            preload="geo.batch.work",
        ) as cluster,
    ):
        yield cluster
