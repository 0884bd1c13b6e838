"""Who may write in a shop now? One run at a time; a second one waits and says for whom."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from listingkit.errors import BadOutputError
from listingkit.events import Events, Note

PATIENCE_SECONDS = 600.0


@contextmanager
def shop_lock(cache: Path, command: str, events: Events, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Holds the shop while the block runs. The system releases the lock when the process dies, however it dies.

    Raises BadOutputError after `patience` seconds of waiting, or where the folder cannot be written.
    """
    holder = cache / "lock.json"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            events.emit(Note(f"Waiting for another run in this shop: {_holder(holder)}"))
            lock.acquire(timeout=patience)
    except Timeout:
        raise BadOutputError(
            f"another run holds this shop: {_holder(holder)}", "Wait until it has ended, then run again."
        ) from None
    except OSError as wrong:
        raise BadOutputError(
            f"{cache} cannot be written: {wrong.strerror or wrong}", "Check the folder's permissions."
        ) from wrong
    try:
        # Only for the message of whoever waits; the lock itself is the system's.
        with suppress(OSError):
            holder.write_text(
                json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "command": command}), encoding="utf-8"
            )
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _holder(file: Path) -> str:
    try:
        who = json.loads(file.read_text(encoding="utf-8"))
        return f"`listingkit {who['command']}`, process {who['pid']} on {who['host']}"
    except (OSError, ValueError, KeyError):
        return "an unnamed process"
