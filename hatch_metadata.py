"""Fills the package's dependencies from requirements/base.in, so that they are written down once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RequirementsMetadataHook(MetadataHookInterface):
    def update(self, metadata: dict[str, Any]) -> None:
        lines = (Path(self.root) / "requirements" / "base.in").read_text().splitlines()
        requirements = (line.split("#")[0].strip() for line in lines)
        metadata["dependencies"] = [requirement for requirement in requirements if requirement]
