"""CSV, Parquet and JSON files that DuckDB reads, from the folder of sources or an S3-compatible store.

DuckDB is an extra: `pip install 'northing[duckdb]'`. Files of a store are fetched first, by the client that
also keeps uploaded files, so that DuckDB itself never opens a connection.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from northing.kernel.errors import Refused
from northing.metrics.commands.pulling.folder import MOST_FILES, files_in_folder
from northing.metrics.commands.pulling.table import Limits, Table

READERS = {
    ".csv": "read_csv", ".tsv": "read_csv", ".txt": "read_csv", ".gz": "read_csv",
    ".parquet": "read_parquet",
    ".json": "read_json", ".jsonl": "read_json", ".ndjson": "read_json",
}  # fmt: skip
MOST_BYTES = 1_000_000_000
MEMORY = "512MB"
MISSING = (
    "Files are read by DuckDB, which is not installed here. Install the extra on the server:"
    " pip install 'northing[duckdb]'."
)


def read(address: str, secret: str, query: str, limits: Limits) -> Table:
    """All files that `address` names, as one table called `files`; `query` asks it, "" takes all of it."""
    duckdb = _duckdb()
    with _at_hand(address, secret, limits) as paths:
        connection = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "threads": 1})
        timer = Timer(limits.seconds, connection.interrupt)
        timer.start()
        try:
            _open(connection, paths)
            cursor = connection.execute(query or "SELECT * FROM files")
            columns = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchmany(limits.rows + 1)
        except duckdb.InterruptException:
            raise limits.too_slow from None
        except duckdb.PermissionException:
            raise Refused(query="Sources are only read: the query may ask “files” and nothing else.") from None
        except duckdb.Error as problem:
            said = str(problem).strip().splitlines()[0][:300]
            raise Refused(**{"query" if query else "address": f"DuckDB says: {said}"}) from None
        finally:
            timer.cancel()
            connection.close()
    limits.check_rows(len(rows))
    return Table(columns, rows)


def _open(connection: Any, paths: list[Path]) -> None:
    """The files as a view; from then on nothing else of the machine can be reached."""
    kinds = {READERS.get(path.suffix.lower()) for path in paths}
    if None in kinds or len(kinds) > 1:
        raise Refused(address="Name CSV, Parquet or JSON files, of one kind.")
    reader = kinds.pop()
    names = ", ".join("'{}'".format(str(path).replace("'", "''")) for path in paths)
    connection.execute(f"SET allowed_paths = [{names}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    # Paths come from the file system, and the reader from the list above.
    connection.execute(f"CREATE VIEW files AS SELECT * FROM {reader}([{names}])")  # noqa: S608


@contextmanager
def _at_hand(address: str, secret: str, limits: Limits) -> Iterator[list[Path]]:
    if not address.startswith(("s3://", "s3+http://")):
        yield files_in_folder(address)
        return
    with tempfile.TemporaryDirectory(prefix="northing-source-") as folder:
        yield _fetched(address, secret, Path(folder), limits)


def _fetched(address: str, secret: str, folder: Path, limits: Limits) -> list[Path]:
    from obstore.exceptions import BaseError
    from obstore.store import S3Store

    parts = urlsplit(address)
    bucket, _, pattern = unquote(parts.path).strip("/").partition("/")
    if not (parts.hostname and bucket and pattern):
        raise Refused(address="Write it like s3://KEY@host/bucket/kpi/*.parquet?region=eu-central-1.")
    plain = parts.scheme == "s3+http"
    store = S3Store(
        bucket,
        endpoint=f"{'http' if plain else 'https'}://{parts.netloc.rpartition('@')[2]}",
        access_key_id=unquote(parts.username or ""),
        secret_access_key=secret,
        skip_signature=not parts.username,
        region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
        virtual_hosted_style_request=False,
        client_options={"allow_http": plain, "timeout": timedelta(seconds=limits.seconds)},
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=limits.seconds)},
    )
    try:
        return list(_download(store, pattern, folder))
    except FileNotFoundError:
        raise Refused(address=f"There is no file {pattern} in {bucket}.") from None
    except BaseError as problem:
        said = str(problem).strip().splitlines()[0][:300]
        raise Refused(address=f"The store says: {said}") from None


def _download(store: Any, pattern: str, folder: Path) -> Iterator[Path]:
    fixed = pattern[: min((pattern.find(sign) for sign in "*?[" if sign in pattern), default=len(pattern))]
    if fixed == pattern:
        names = [pattern]
    else:
        prefix = fixed.rpartition("/")[0]
        listed = [each["path"] for block in store.list(prefix or None) for each in block]
        names = sorted(name for name in listed if fnmatchcase(name, pattern))
    if not names:
        raise FileNotFoundError
    if len(names) > MOST_FILES:
        raise Refused(address=f"{pattern} names {len(names):,} files; {MOST_FILES:,} are read at most.")
    size = 0
    for number, name in enumerate(names):
        path = folder / f"{number:04d}{Path(name).suffix.lower()}"
        with path.open("wb") as file:
            for chunk in store.get(name).stream():
                size += len(chunk)
                if size > MOST_BYTES:
                    raise Refused(address=f"The files are larger than {MOST_BYTES // 1_000_000} MB together.")
                file.write(chunk)
        yield path


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        raise Refused(MISSING) from None
    return duckdb
