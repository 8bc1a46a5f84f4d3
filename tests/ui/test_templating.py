"""Pages leave nothing behind that would have to be looked for."""

import gc
import weakref

from django.http import HttpRequest

from northing.ui.templating import Templates


class Shown:
    """Something that a page shows."""


def test_what_a_page_showed_goes_with_it() -> None:
    templates = Templates({"NAME": "plain", "DIRS": [], "APP_DIRS": True, "OPTIONS": {}})
    shown = Shown()
    left = weakref.ref(shown)
    gc.disable()
    try:
        templates.get_template("ui/mark.html").render({"shown": shown}, HttpRequest())
        del shown
        assert left() is None
    finally:
        gc.enable()
