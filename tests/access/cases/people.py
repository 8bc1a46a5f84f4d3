"""How to ask what people carry."""

from tests.access.scene import Call, Case

WEIGHTS = {
    "concept": 8,
    "introduction": 8,
    "growth": 60,
    "maturity": 54,
    "decline": 12,
    "building": 28,
    "open_bet": 2,
    "promise": 4,
    "report": 6,
}
CASES: dict[str, Case] = {"people:weights POST": lambda _: Call(data=WEIGHTS)}
