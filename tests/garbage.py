"""A pytest plugin: what is loaded before the first test is never garbage, so nobody looks through it again."""

import gc

# While thousands of modules are loaded there is nothing to find.
gc.disable()
SELDOM = 50_000  # more objects than a page makes


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(SELDOM)
    gc.enable()
