"""Formulas that count with the organisation's own fields and with who asks."""

from northing.organisation import commands as organisation
from northing.planning import commands
from northing.planning.commands import scoring
from tests.conftest import Clients, World
from tests.planning.prioritise.conftest import Weighed

PAGE = "/plan/prioritise/"


def test_a_formula_counts_with_them(clients: Clients, weighed: Weighed, world: World) -> None:
    field = organisation.add_custom_field(
        actor=world.hana, about="feature", kind="choice", name="Fit", choices=["poor", "good"]
    )
    made = scoring.create_score_model(
        actor=world.hana, name="Ours", method="formula", formula="reach * fit + revenue"
    )
    for feature, fit in ((weighed.tokens, "poor"), (weighed.offline, "good")):
        commands.change_feature(actor=world.hana, feature=feature, custom={"fit": fit})

    def rows() -> dict[str, tuple[bool, object]]:
        board = clients["hana"].get(f"{PAGE}?model={made.pk}").context["board"]
        return {
            row.candidate.name: (row.score is not None, row.said["fit"].likely if "fit" in row.said else None)
            for row in board.rows
        }

    found = rows()
    assert found[weighed.tokens.name] == (True, 1)
    assert found[weighed.offline.name] == (True, 2)
    assert found[weighed.theirs.name] == (False, None)
    cell = f"{PAGE}{weighed.first}/cell/fit/"
    assert clients["hana"].post(f"{cell}?model={made.pk}", {"likely": "3"}).status_code in {404, 422}
    organisation.archive_custom_field(actor=world.hana, field=field)
    assert not any(scored for scored, _ in rows().values())
