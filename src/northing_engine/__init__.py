"""Numbers only: pure functions over numpy arrays and frozen dataclasses."""
