"""What holds for every template: nothing inline, nothing that needs eval, components that exist and render."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.loader import get_template

from northing.ui.icons import PATHS
from northing.ui.navigation import Link
from tests.ui.sources import COMPONENTS, ROOT, TEMPLATES, named

FORBIDDEN = {
    "a script with a body": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style block": re.compile(r"<style\b", re.IGNORECASE),
    "an inline event handler": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on, which needs eval": re.compile(r"\bhx-on[:=]"),
    "a filtered hx-trigger, which needs eval": re.compile(r"hx-trigger[^=]*=(['\"])[^'\"]*\["),
    "js: values, which need eval": re.compile(r"\bhx-(vals|headers)[^=]*=(['\"])\s*js:"),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an address elsewhere": re.compile(r"(src|href|action|hx-\w+)=(['\"])(https?:)?//", re.IGNORECASE),
}
LONGEST_LINE = 320  # words that one sentence is put together from stand in one line
STYLE = re.compile(r'\sstyle="([^"]*)"')


def without_comments(path: Path) -> str:
    return re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", path.read_text(), flags=re.DOTALL)


def test_nothing_is_inline_and_nothing_needs_eval() -> None:
    """The content security policy stops it."""
    found = [
        (named(path), what, match.group(0))
        for path in TEMPLATES
        for what, pattern in FORBIDDEN.items()
        if (match := pattern.search(without_comments(path)))
    ]
    assert found == []


def test_style_attributes_only_place_what_the_server_computed() -> None:
    """Anything else belongs in a stylesheet."""
    fixed = [
        (named(path), part)
        for path in TEMPLATES
        for value in STYLE.findall(without_comments(path))
        for part in value.split(";")
        if not re.search(r"{[{%]|^\s*--|^\s*$", part)
    ]
    assert fixed == []


def test_lines_can_be_read() -> None:
    """They break where a browser draws no space: at the edge of a block, between the parts of a row or grid."""
    long = [
        f"{named(path)}:{number}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert long == []


def test_every_component_that_is_used_exists() -> None:
    files = [component.as_posix().partition("/templates/cotton/")[2] for component in COMPONENTS]
    known = {file.removesuffix(".html").replace("/", ".") for file in files} | {"vars", "slot"}
    used = [
        (named(path), name.replace("-", "_"))
        for path in TEMPLATES
        for name in re.findall(r"<c-([a-z][\w.-]*)", without_comments(path))
    ]
    assert [(path, name) for path, name in used if name not in known] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_templates_compile_and_components_with_them(path: Path) -> None:
    name = path.as_posix().split("/templates/", 1)[1]
    template = get_template(name)
    assert "<c-" not in str(template.template.nodelist)  # type: ignore[attr-defined]  # Django's own backend


def test_templates_include_only_from_ui_or_their_own_room() -> None:
    reaching = [
        (named(path), name)
        for path in TEMPLATES
        for name in re.findall(r"{% (?:include|extends) [\"']([^\"']+)[\"']", path.read_text())
        if not name.startswith(("ui/", f"{path.relative_to(ROOT).parts[0]}/", "cotton/"))
    ]
    assert reaching == []


def test_every_icon_that_is_asked_for_exists() -> None:
    for path in TEMPLATES:
        for name in re.findall(r"{% icon \"([\w-]+)\" %}|\bicon=\"([\w-]+)\"", without_comments(path)):
            assert "".join(name) in PATHS, f"{path.name} asks for the icon {name}"


def test_a_kept_part_follows_what_it_is_given() -> None:
    """It is drawn once for each thing given, so it must be drawn anew for another."""
    rail = Template('{% load ui %}{% kept "ui/rail_links.html" links=links %}')

    def drawn(label: str) -> str:
        link = Link(label, "plan", "/plan/", "", current=False, count=None)
        return rail.render(Context({"links": (link,)}))

    assert "Plan" in drawn("Plan")
    assert "Scope" in drawn("Scope")
    assert drawn("Plan") != drawn("Scope")


def test_a_kept_part_sees_nothing_of_the_page_around_it() -> None:
    """What it showed of one reader would be shown to the next."""
    kept = {name for path in TEMPLATES for name in re.findall(r'{% kept "([^"]+)"', without_comments(path))}
    sees = re.compile(r"\b(request|user|shell|csrf_token|theme|messages|perms)\b")
    assert kept
    assert [name for name in sorted(kept) if sees.search(without_comments(named_file(name)))] == []


def named_file(name: str) -> Path:
    return Path(get_template(name).origin.name)
