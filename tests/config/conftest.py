from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.serving import Installation


@pytest.fixture
def installation(data_folder: Path) -> Iterator[Installation]:
    found = Installation(data_folder)
    yield found
    found.stop()
