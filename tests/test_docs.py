"""What README and docs say is so: commands, settings, targets, links."""

import json
import re
from pathlib import Path

import pytest

from northing.config.cli import COMMANDS
from northing.config.environment import Environment

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]


def named(page: Path) -> str:
    return page.name


def as_written(value: object) -> str:
    """As the environment variable would hold it."""
    return value if isinstance(value, str) else json.dumps(value)


def settings_table() -> str:
    rows = []
    for name, field in Environment.model_fields.items():
        default = "" if field.default_factory or field.default is None else f"`{as_written(field.default)}`"
        rows.append(f"| `NORTHING_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)


def commands_table() -> str:
    return "\n".join(f"| `northing {name}` | {what} |" for name, what in COMMANDS.items())


@pytest.mark.parametrize("table", [settings_table, commands_table])
def test_the_readme_has_the_whole_table(table: object) -> None:
    assert callable(table)
    assert table() in README.read_text(), "copy the table that this test prints into README.md"


def test_every_setting_says_what_it_is() -> None:
    assert [name for name, field in Environment.model_fields.items() if not field.description] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_settings_that_are_named_exist(page: Path) -> None:
    known = {f"NORTHING_{name.upper()}" for name in Environment.model_fields}
    assert set(re.findall(r"NORTHING_[A-Z_]+", page.read_text())) - known == set()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_that_are_named_exist(page: Path) -> None:
    assert (
        set(re.findall(r"(?:bin/|`|^ {4})northing ([a-z]+)", page.read_text(), re.MULTILINE)) - set(COMMANDS)
        == set()
    )


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_targets_that_are_named_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^    |`)make ([a-z0-9-]+)", page.read_text(), re.MULTILINE)) - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_files_and_modules_that_are_named_exist(page: Path) -> None:
    text = page.read_text()
    links = [page.parent / link for link in re.findall(r"\]\(([^)#:]+)\)", text)]
    paths = [ROOT / path for path in re.findall(r"`((?:src|tests|frontend|requirements)/[\w./-]+)`", text)]
    modules = [ROOT / "benchmarks" / f"{name}.py" for name in re.findall(r"-m benchmarks\.(\w+)", text)]
    missing = [
        path for path in links + paths + modules if not path.exists() and not path.with_suffix(".py").exists()
    ]
    assert missing == []


def test_the_two_first_commands_come_first() -> None:
    found = re.findall(r"^    (make \w+)", README.read_text(), re.MULTILINE)
    assert found[:2] == ["make demo", "make test"]
