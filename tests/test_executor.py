from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Iterator

import pytest

from listingkit.executor import JOBS_PER_WORKER, Done, run_jobs

KINDS = ["serial", "threads", "processes"]


def double(job: int) -> int:
    if job == 13:
        raise ValueError("unlucky")
    return job * 2


def die(job: int) -> int:
    if job == 3:
        os._exit(1)
    return job


@pytest.mark.parametrize("kind", KINDS)
def test_every_result_carries_its_own_job(kind):
    results = {done.job: done.value() for done in run_jobs(double, range(10), workers=2, kind=kind)}
    assert results == {job: job * 2 for job in range(10)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_job_that_raises_is_named_and_stops_no_other(kind):
    results = list(run_jobs(double, range(20), workers=2, kind=kind))
    faulty = [done for done in results if done.fault]
    assert len(results) == 20
    assert [done.job for done in faulty] == [13]
    with pytest.raises(ValueError, match="unlucky"):
        faulty[0].value()


def test_an_endless_iterator_is_read_no_farther_than_the_window():
    read: list[int] = []

    def endless() -> Iterator[int]:
        for number in itertools.count(100):
            read.append(number)
            yield number

    results = run_jobs(double, endless(), workers=3)
    first = list(itertools.islice(results, 5))
    results.close()
    assert len(first) == 5
    assert len(read) <= 5 + 3 * JOBS_PER_WORKER


def test_interrupt_cancels_what_waits_and_hands_out_what_was_running():
    started, release = threading.Event(), threading.Event()
    ran: list[int] = []

    def work(job: int) -> int:
        ran.append(job)
        started.set()
        assert release.wait(10)
        return job

    def jobs() -> Iterator[int]:
        yield from range(2)
        assert started.wait(10)
        # As if Ctrl-C were pressed while the parent looks for more work.
        threading.Timer(0.05, release.set).start()
        raise KeyboardInterrupt

    taken: list[Done[int, int]] = []
    with pytest.raises(KeyboardInterrupt):
        for done in run_jobs(work, jobs(), workers=2):
            taken.append(done)
    assert sorted(done.value() for done in taken) == sorted(ran)


def test_closing_early_waits_for_running_jobs_and_starts_no_more():
    ran: list[int] = []

    def work(job: int) -> int:
        ran.append(job)
        return job

    results = run_jobs(work, range(1000), workers=2)
    next(results)
    results.close()
    count = len(ran)
    assert count <= 1 + 2 * JOBS_PER_WORKER
    assert len(ran) == count


def test_a_killed_worker_costs_its_jobs_and_not_the_run():
    results = list(run_jobs(die, range(12), workers=2, kind="processes"))
    assert sorted(done.job for done in results) == list(range(12))
    sound = {done.job for done in results if done.fault is None}
    assert 3 not in sound
    assert {10, 11} <= sound


def test_one_worker_keeps_the_order():
    assert [done.job for done in run_jobs(double, [3, 1, 2], workers=1)] == [3, 1, 2]
