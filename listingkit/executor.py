"""How do many jobs run side by side, with flat memory and every result knowing its job?

The window of submitted jobs is bounded, so `jobs` may be an endless iterator. A job that raises does not stop the
others: its `Done` carries the exception. Ctrl-C cancels what has not started, hands out what was running, and is
raised again.
"""

from __future__ import annotations

import itertools
import multiprocessing
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
Kind = Literal["threads", "processes", "serial"]

# Enough that no worker waits for the parent, few enough that results never pile up.
JOBS_PER_WORKER = 2
# A wait without end cannot be interrupted by Ctrl-C on Windows.
WAIT_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Done(Generic[Job, Result]):
    """One job that has ended: with a result, or with the exception that it raised."""

    job: Job
    result: Result | None = None
    fault: Exception | None = None

    def value(self) -> Result:
        """The result. Raises the fault where there is one."""
        if self.fault is not None:
            raise self.fault
        return self.result  # type: ignore[return-value]  # without a fault it is what the function returned


def run_jobs(
    function: Callable[[Job], Result], jobs: Iterable[Job], *, workers: int, kind: Kind = "threads"
) -> Generator[Done[Job, Result], None, None]:
    """Runs `function` on every job and yields each as it ends, in no particular order.

    `processes` are started with `spawn`, as Windows and macOS do, so function, jobs and results must be picklable.
    One worker, or `serial`, runs in the caller, in order. Close the iterator to stop early: running jobs end first.
    """
    if kind == "serial" or (workers == 1 and kind == "threads"):
        return _serial(function, jobs)
    return _pooled(function, iter(jobs), workers, kind)


def _serial(function: Callable[[Job], Result], jobs: Iterable[Job]) -> Generator[Done[Job, Result], None, None]:
    for job in jobs:
        try:
            result = function(job)
        except Exception as fault:
            yield Done(job, fault=fault)
        else:
            yield Done(job, result)


def _pooled(
    function: Callable[[Job], Result], jobs: Iterator[Job], workers: int, kind: Kind
) -> Generator[Done[Job, Result], None, None]:
    pool = _start(kind, workers)
    running: dict[Future[Result], Job] = {}
    try:
        while True:
            for job in itertools.islice(jobs, workers * JOBS_PER_WORKER - len(running)):
                future = _submit(pool, function, job)
                running[future] = job
            if not running:
                return
            ended, _ = wait(running, timeout=WAIT_SECONDS, return_when=FIRST_COMPLETED)
            broken = False
            for future in ended:
                done = _outcome(running.pop(future), future)
                broken |= isinstance(done.fault, BrokenExecutor)
                yield done
            if broken:
                # A worker was killed (out of memory, say). Its pool is lost, with the jobs it held; the rest go on.
                pool.shutdown(wait=True, cancel_futures=True)
                pool = _start(kind, workers)
    except KeyboardInterrupt:
        pool.shutdown(wait=True, cancel_futures=True)
        yield from (_outcome(job, future) for future, job in running.items() if not future.cancelled())
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(kind: Kind, workers: int) -> Executor:
    if kind == "threads":
        return ThreadPoolExecutor(workers, thread_name_prefix="listingkit")
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_the_parent)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submit(pool: Executor, function: Callable[[Job], Result], job: Job) -> Future[Result]:
    try:
        return pool.submit(function, job)
    except BrokenExecutor as fault:
        lost: Future[Result] = Future()
        lost.set_exception(fault)
        return lost


def _outcome(job: Job, future: Future[Result]) -> Done[Job, Result]:
    try:
        return Done(job, future.result())
    except (Exception, CancelledError) as fault:
        return Done(job, fault=fault)
