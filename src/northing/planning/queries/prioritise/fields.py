"""The inputs that scores are made of: how each is called, written and bounded."""

from dataclasses import dataclass

from northing.planning.models import Driver, Method, ScoreModel
from northing.ui import formatting

GRADES = frozenset({Method.ICE_MEAN, Method.ICE_PRODUCT})


@dataclass(frozen=True, slots=True)
class Field:
    """`label` heads a column, `name` stands in a sentence; `share`: 0.8 is written as 80 %.

    `lowest` and `most`: what a value may not pass. `counted`: it comes from elsewhere and is not typed here.
    """

    key: str
    label: str
    name: str
    unit: str = ""
    share: bool = False
    lowest: float | None = 0.0
    most: float | None = None
    counted: bool = False

    def write(self, value: float | None) -> str:
        """As a cell shows it: 1.2k, 0.35, 80 %."""
        return formatting.percent(value) if self.share else formatting.compact(value)

    def typed(self, value: float) -> str:
        """As it stands in an editor: every digit that counts, no unit."""
        return f"{value * 100 if self.share else value:.6g}"


EFFORT = Field("effort", "Effort, wk", "effort", "wk")
KNOWN = {
    field.key: field
    for field in (
        Field("reach", "Reach", "reach"),
        Field("impact", "Impact", "impact"),
        Field("confidence", "Conf.", "confidence", share=True, most=1.0),
        EFFORT,
        Field("ease", "Ease", "ease"),
        Field("value", "Value", "value", lowest=None),
        Field("urgency", "Urgency", "urgency"),
        Field("risk_reduction", "Risk red.", "risk reduction"),
        Field("job_size", "Job size", "job size"),
        Field("cost_of_delay", "Delay costs", "cost of delay"),
        Field("duration", "Duration, wk", "duration", "wk"),
        Field("importance", "Importance", "importance", most=10.0),
        Field("satisfaction", "Satisfied", "satisfaction", most=10.0),
    )
}
CONFIDENCE_GRADE = Field("confidence", "Conf.", "confidence", most=10.0)


def field_of(model: ScoreModel, key: str, drivers: dict[str, Driver]) -> Field:
    """What is asked under that key by that model; a driver's is called as people named it."""
    if key == "confidence" and model.method in GRADES:
        return CONFIDENCE_GRADE
    if key in drivers:
        driver = drivers[key]
        return Field(key, driver.name, driver.name.lower(), lowest=None)
    return KNOWN.get(key) or Field(
        key, key.replace("_", " ").capitalize(), key.replace("_", " "), lowest=None, counted=True
    )
