"""What is already known of photos and finished images, from runs before this one?

SQLite in `.listingkit/ledger.sqlite`, one connection, in the parent only. Everything in it can be measured again, so
a ledger that is damaged, or of another version, is thrown away and begun anew. Each result is its own transaction
(in WAL mode without a sync, well under a millisecond), so a kill loses only what was still being worked on.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from listingkit.errors import BadOutputError
from listingkit.photos.model import NESTED, PhotoFacts

VERSION = 5
FILE_NAME = "ledger.sqlite"
SCHEMA = """
CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, digest TEXT) WITHOUT ROWID;
CREATE TABLE photos (digest TEXT PRIMARY KEY, engine INTEGER, scale INTEGER, seen INTEGER, master_size INTEGER,
    facts TEXT) WITHOUT ROWID;
CREATE TABLE renditions (path TEXT PRIMARY KEY, photo_digest TEXT, fingerprint TEXT, size INTEGER, mtime_ns INTEGER,
    digest TEXT, width INTEGER, height INTEGER) WITHOUT ROWID;
CREATE TABLE refusals (path TEXT PRIMARY KEY, photo_digest TEXT, fingerprint TEXT, code TEXT, reason TEXT)
    WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A photo file as it was when it was last read. While size and mtime are the same, so is the digest."""

    path: str
    size: int
    mtime_ns: int
    digest: str


@dataclass(frozen=True, slots=True)
class KnownPhoto:
    """What was measured on bytes of this digest, by which engine, decoded at 1/`seen`, and the size of its
    master, which is reduced to 1/`scale`.
    """

    engine: int
    scale: int
    seen: int
    master_size: int
    facts: PhotoFacts


@dataclass(frozen=True, slots=True)
class KnownRendition:
    """A finished image as listingkit wrote it. `fingerprint` is of its recipe and of the master it was made from."""

    path: str
    photo_digest: str
    fingerprint: str
    size: int
    mtime_ns: int
    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class KnownRefusal:
    """An image that cannot be made from these bytes by this recipe: the finding's code and the reason."""

    path: str
    photo_digest: str
    fingerprint: str
    code: str
    reason: str


class Ledger:
    """The open ledger; use it as a context manager. Every method raises BadOutputError where the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME
        with _disk_errors(self._file):
            folder.mkdir(parents=True, exist_ok=True)
            self._db = self._open()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @classmethod
    @contextmanager
    def copy_of(cls, folder: Path) -> Iterator[Ledger]:
        """The ledger as it stands, in a temporary folder: using it creates and changes nothing in `folder`."""
        with tempfile.TemporaryDirectory(prefix="listingkit-", ignore_cleanup_errors=True) as scratch:
            with _disk_errors(folder / FILE_NAME):
                for name in (FILE_NAME, f"{FILE_NAME}-wal"):
                    with suppress(FileNotFoundError):
                        shutil.copyfile(folder / name, Path(scratch) / name)
            with cls(Path(scratch)) as ledger:
                yield ledger

    def close(self) -> None:
        """Ends the connection; everything remembered is in the file."""
        self._db.close()

    def files(self) -> dict[str, KnownFile]:
        """Every photo file by path, in one query."""
        return {row[0]: KnownFile(*row) for row in self._rows("SELECT path, size, mtime_ns, digest FROM files")}

    def photos(self, engine: int) -> dict[str, KnownPhoto]:
        """Every photo that this engine measured, by digest, in one query."""
        found = {}
        query = "SELECT digest, engine, scale, seen, master_size, facts FROM photos WHERE engine = ?"
        rows = self._rows(query, engine)
        for (digest, row_engine, scale, seen, master_size, _), values in zip(rows, _parsed(rows), strict=True):
            with suppress(ValueError, TypeError, KeyError):  # a row that cannot be read is measured again
                found[digest] = KnownPhoto(row_engine, scale, seen, master_size, _facts(values))
        return found

    def digests(self) -> set[str]:
        """Of every photo that was measured, by whichever engine."""
        return {row[0] for row in self._rows("SELECT digest FROM photos")}

    def renditions(self) -> dict[str, KnownRendition]:
        """Every finished image by path, in one query."""
        return {row[0]: KnownRendition(*row) for row in self._rows("SELECT * FROM renditions")}

    def refusals(self) -> dict[str, KnownRefusal]:
        """Every image that could not be made, by path, in one query."""
        return {row[0]: KnownRefusal(*row) for row in self._rows("SELECT * FROM refusals")}

    def remember_photo(self, file: KnownFile, photo: KnownPhoto) -> None:
        """Keeps what was measured on a file just read."""
        row = (photo.facts.digest, photo.engine, photo.scale, photo.seen, photo.master_size, _text(photo.facts))
        self._write(
            ("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", [astuple(file)]),
            ("INSERT OR REPLACE INTO photos VALUES (?, ?, ?, ?, ?, ?)", [row]),
        )

    def remember_renditions(self, renditions: Iterable[KnownRendition], refusals: Iterable[KnownRefusal] = ()) -> None:
        """Keeps finished images, and which could not be made, all or none. What is finished is no longer refused."""
        rows = [astuple(each) for each in renditions]
        self._write(
            ("INSERT OR REPLACE INTO renditions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows),
            ("DELETE FROM refusals WHERE path = ?", [row[:1] for row in rows]),
            ("INSERT OR REPLACE INTO refusals VALUES (?, ?, ?, ?, ?)", [astuple(each) for each in refusals]),
        )

    def forget_files(self, paths: Iterable[str]) -> None:
        """Drops photo files that are no longer there. What was measured on their bytes stays until `forget_photos`."""
        self._write(("DELETE FROM files WHERE path = ?", [(path,) for path in paths]))

    def forget_photos(self, digests: Iterable[str]) -> None:
        """Drops what was measured on bytes that no file has any more."""
        self._write(("DELETE FROM photos WHERE digest = ?", [(digest,) for digest in digests]))

    def forget_refusals(self, paths: Iterable[str]) -> None:
        """Drops refusals of images that nothing wants any more."""
        self._write(("DELETE FROM refusals WHERE path = ?", [(path,) for path in paths]))

    def forget_renditions(self, paths: Iterable[str]) -> None:
        """Drops finished images that were removed."""
        self._write(("DELETE FROM renditions WHERE path = ?", [(path,) for path in paths]))

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.OperationalError:
            raise
        except (sqlite3.DatabaseError, _OtherVersionError):
            self._throw_away()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._file, timeout=10, isolation_level=None)
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if version != VERSION and (version or tables):
                raise _OtherVersionError
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            if not tables:
                db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
        except BaseException:
            db.close()
            raise
        return db

    def _throw_away(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._file.with_name(FILE_NAME + suffix).unlink(missing_ok=True)

    def _begin_anew(self) -> None:
        self._db.close()
        self._throw_away()
        self._db = self._connect()

    def _rows(self, query: str, *values: object) -> list[Any]:
        with _disk_errors(self._file):
            try:
                return self._db.execute(query, values).fetchall()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # damaged further in than opening it shows
                self._begin_anew()
                return []

    def _write(self, *statements: tuple[str, list[tuple[Any, ...]]]) -> None:
        if not any(rows for _, rows in statements):
            return
        with _disk_errors(self._file):
            try:
                self._transaction(statements)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._begin_anew()
                self._transaction(statements)

    def _transaction(self, statements: Iterable[tuple[str, list[tuple[Any, ...]]]]) -> None:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            for statement, rows in statements:
                self._db.executemany(statement, rows)
            self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            raise


class _OtherVersionError(Exception):
    pass


@contextmanager
def _disk_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as wrong:
        raise BadOutputError(
            f"{file} cannot be used: {wrong}",
            "Free some space, check the folder's permissions, or delete the folder .listingkit; that costs only time.",
        ) from wrong


def _text(facts: PhotoFacts) -> str:
    values = asdict(facts)
    values["captured_at"] = facts.captured_at.isoformat() if facts.captured_at else None
    return json.dumps(values, separators=(",", ":"))


def _parsed(rows: list[Any]) -> list[Any]:
    """The last column of all rows out of JSON, None where it is none. In one go, which takes half the time."""
    try:
        parsed: list[Any] = json.loads(f"[{','.join(row[-1] for row in rows)}]")
    except (ValueError, TypeError):
        return [_alone(row[-1]) for row in rows]
    # Text that is damaged so that it closes and opens a bracket would shift all that follows.
    return parsed if len(parsed) == len(rows) else [_alone(row[-1]) for row in rows]


def _alone(text: object) -> Any:
    try:
        return json.loads(str(text))
    except ValueError:
        return None


def _facts(values: Any) -> PhotoFacts:
    taken = values["captured_at"]
    values["captured_at"] = dt.datetime.fromisoformat(taken) if taken else None
    for name, of in NESTED.items():
        if values[name] is not None:
            values[name] = of(**{key: _tupled(value) for key, value in values[name].items()})
    return PhotoFacts(**{key: _tupled(value) for key, value in values.items()})


def _tupled(value: Any) -> Any:
    """JSON has no tuples."""
    return tuple(_tupled(each) for each in value) if isinstance(value, list) else value
