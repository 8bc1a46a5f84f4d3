"""The bundle that the build made, and what a build needs."""

import json
import re
from pathlib import Path

import pytest

from northing.ui import assets
from tests.ui.sources import TEMPLATES

FRONTEND = Path(__file__).parent.parent.parent / "frontend"
BEHAVIOURS = {path.stem for path in (FRONTEND / "behaviours").glob("*.js")}


@pytest.mark.parametrize("name", ["northing.js", "northing.css"])
def test_every_file_of_the_manifest_is_there(name: str) -> None:
    address = assets.asset(name)
    assert (assets.FOLDER / address.rsplit("/", 1)[1]).stat().st_size > 1000


def test_the_notices_name_what_we_pass_on() -> None:
    notices = (assets.FOLDER / "THIRD_PARTY_NOTICES.txt").read_text()
    for name in ("htmx.org", "sortablejs", "@fontsource-variable/inter"):
        assert re.search(rf"^{re.escape(name)} \d", notices, re.MULTILINE), f"{name} has no notice"


def test_the_lock_records_no_addresses_of_packages() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]


def test_packages_are_pinned() -> None:
    package = json.loads((FRONTEND / "package.json").read_text())
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_every_behaviour_that_a_template_asks_for_exists() -> None:
    for path in TEMPLATES:
        for names in re.findall(r'data-behaviour="([^"{]+)"', path.read_text()):
            assert set(names.split()) <= BEHAVIOURS, f"{path.name} asks for {names}"


def test_every_behaviour_is_asked_for() -> None:
    asked = " ".join(path.read_text() for path in (*TEMPLATES, *(FRONTEND / "behaviours").glob("*.js")))
    idle = [
        name for name in BEHAVIOURS if not re.search(rf'data-behaviour="[^"]*\b{name}\b|/{name}\.js"', asked)
    ]
    assert idle == []


def test_every_hook_in_a_template_is_read_by_a_script_or_a_style() -> None:
    """One that is not stands for keys or clicks that do nothing."""
    ours = [path for path in FRONTEND.rglob("*.*s") if "node_modules" not in path.parts]
    read = " ".join(path.read_text() for path in ours)
    deaf = {
        (path.name, hook)
        for path in TEMPLATES
        for hook in re.findall(r"\bdata-[a-z][a-z-]*", path.read_text())
        if not hook.startswith(("data-get-", "data-post-"))  # whose last letter is a key
        and hook not in read
        and re.sub("-(.)", lambda letter: letter[1].upper(), hook.removeprefix("data-")) not in read
    }
    assert deaf == set()


def test_every_stylesheet_is_in_the_bundle() -> None:
    listed = set(re.findall(r'@import "\./([^"]+)"', (FRONTEND / "styles" / "main.css").read_text()))
    written = {
        path.relative_to(FRONTEND / "styles").as_posix() for path in (FRONTEND / "styles").rglob("*.css")
    }
    assert written - {"main.css"} == listed


def test_no_stylesheet_or_script_asks_another_host() -> None:
    sources = [
        path for folder in ("styles", "shell", "behaviours") for path in (FRONTEND / folder).rglob("*.*s")
    ]
    for path in sources:
        assert not re.search(r"https?://(?!www\.w3\.org)", path.read_text()), f"{path.name} names a host"
