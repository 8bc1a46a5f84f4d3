"""The command line's manners: what it lists, how it refuses, with which exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from northing.config import cli, running
from northing.config.embedded import EmbeddedServer
from northing.config.environment import Environment, environment
from northing.kernel.errors import Refused


def test_it_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in cli.COMMANDS)


def test_every_command_that_is_listed_exists() -> None:
    from django.core.management import get_commands, load_command_class

    for name in cli.COMMANDS:
        assert load_command_class(str(get_commands()[name]), name).help


def test_no_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    assert "usage" in capsys.readouterr().out


def test_an_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["fly"]) == 2
    assert "no command 'fly'" in capsys.readouterr().err


def test_an_unknown_option_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["run", "--fly"])
    assert end.value.code == 2
    assert "--fly" in capsys.readouterr().err


def test_help_of_a_command_shows_its_own_options_only(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["run", "--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert "--port" in said
    assert "--settings" not in said


def test_python_dash_m_is_the_same_command() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "northing", "--version"], capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("northing ")


def test_a_wrong_setting_is_named() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "northing", "check"],
        env={**os.environ, "NORTHING_PORT": "many"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "NORTHING_PORT" in said.stderr


def named(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    settings = Environment(**{**environment().model_dump(), "database_url": url})
    monkeypatch.setattr(running, "environment", lambda: settings)


def test_a_database_that_is_away_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    named(monkeypatch, "postgresql://northing:hidden@127.0.0.1:1/northing")
    with pytest.raises(Refused) as refusal:
        running.require_fit_database()
    assert "127.0.0.1:1" in str(refusal.value)
    assert "NORTHING_DATABASE_URL" in str(refusal.value)
    assert "hidden" not in str(refusal.value)


@pytest.mark.django_db
def test_a_database_that_is_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "OLDEST", 99)
    with pytest.raises(Refused, match="needs 99 or later"):
        running.require_fit_database()


@pytest.mark.django_db
def test_a_database_without_pgvector_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "EXTENSION", "no_such_extension")
    with pytest.raises(Refused, match="pgvector"):
        running.require_fit_database()


def test_the_last_one_out_stops_the_database(data_folder: Path) -> None:
    server = EmbeddedServer(data_folder)
    with running.in_use(server):
        with running.in_use(server):
            assert server.running
        assert server.running, "the first one still needs it"
    assert not server.running
