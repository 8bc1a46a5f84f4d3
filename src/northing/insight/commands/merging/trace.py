"""What a merge writes down about each thing that it moved: [model, id, field, what was there before, ...]."""

from typing import Any

Step = list[Any]


def steps_of(trace: list[Step], model: str, field: str) -> list[Step]:
    return [step for step in trace if step[0] == model and step[2] == field]
