"""How to add feedback by hand."""

from tests.access.scene import Call, Case

CASES: dict[str, Case] = {"insight:add POST": lambda _scene: Call(data={"text": "We refund one line"})}
