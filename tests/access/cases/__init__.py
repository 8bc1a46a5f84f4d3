"""How to ask for each route, a module for each room.

A module has `CASES`: "room:route" or "room:route POST" -> function(scene) -> Call, for each route that needs
something in its address or sends data, and may have `prepare(world)`, run once, whose result is `scene.stock`.
A route without a case is asked for as it is.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from northing.organisation.access.table import Row
from tests.access.scene import Call, Case, Scene

MODULES: tuple[ModuleType, ...] = tuple(
    import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)
)


def case(row: Row) -> tuple[ModuleType, Case] | None:
    for module in MODULES:
        found = module.CASES.get(f"{row.route} {row.method}") or module.CASES.get(row.route)
        if found is not None:
            return module, found
    return None


def is_about_a_row(row: Row) -> bool:
    return case(row) is not None or any(len(set(letters)) > 1 for letters in _letters(row))


def call(row: Row, scene: Scene) -> Call:
    found = case(row)
    return found[1](scene) if found else Call()


def _letters(row: Row) -> tuple[str, ...]:
    return row.owner, row.head, row.manager, row.member, row.viewer, row.nobody
