"""Everything that can be set from outside, read once from NORTHING_* variables."""

import os
from functools import cache
from pathlib import Path

import platformdirs
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data_dir() -> Path:
    """As root a system folder, since the database then runs as another user who must not need our home."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return Path("/var/lib/northing")
    return Path(platformdirs.user_data_dir("northing"))


class Environment(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="NORTHING_", extra="ignore")

    data_dir: Path = Field(default_factory=default_data_dir, description="Database, keys and uploaded files.")
    database_url: str | None = Field(None, description="A PostgreSQL 16 or later with pgvector; else embedded.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=1, le=65_535, description="Port to listen on.")
    web_processes: int = Field(
        1, ge=1, description="Processes of the web server; each serves 8 requests at once."
    )
    public_url: str | None = Field(
        None, description="Address people use, such as https://northing.example.com."
    )
    allowed_hosts: list[str] = Field(
        ["127.0.0.1", "localhost", "[::1]"], description="Host names that are answered, as a JSON list."
    )
    files_url: str | None = Field(
        None, description="s3://key:secret@host/bucket/folder for uploaded files; none: the data folder."
    )
    mail_url: str | None = Field(
        None, description="smtp://user:password@host:port, or smtps://; none: copy links."
    )
    mail_from: str = Field("northing@localhost", description="Sender of mails.")
    trusted_proxies: int = Field(0, ge=0, description="How many proxies in front set X-Forwarded-For.")
    embedder: str | None = Field(
        None,
        description="What reads meaning: a sentence transformer's folder or an endpoint; none: built in.",
    )
    debug: bool = Field(False, description="For developers: errors with their traceback, on the page.")

    @property
    def address(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def secure(self) -> bool:
        return self.address.startswith("https://")


@cache
def environment() -> Environment:
    return Environment()  # type: ignore[call-arg]  # pydantic-settings fills the fields from the environment
