import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import database
from tests.config.serving import Installation


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """With a migrated database. Not in pytest's folder: as root that is closed to the database's user."""
    folder = Path(tempfile.mkdtemp(prefix="northing-run-"))
    folder.chmod(0o755)
    database.fill(folder)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def installation(data_folder: Path) -> Iterator[Installation]:
    found = Installation(data_folder)
    yield found
    found.stop()
