"""The list of opportunities for a spreadsheet: every row that the filter leaves in, with all own fields."""

from collections.abc import Callable, Collection, Iterator, Mapping

from northing.insight.models import Opportunity
from northing.insight.queries.opportunity_filter import OpportunityFilter, own_fields
from northing.insight.queries.opportunity_list import in_order
from northing.organisation.models import Member
from northing.organisation.queries.custom_fields import CustomFields
from northing.ui.spreadsheets import Value
from northing_engine.scoring import Score

AT_ONCE = 500
HEAD = (
    *("Name", "Problem", "State", "Product", "Owner", "Decide by"),
    *("Revenue asking a year", "Customers", "Pieces"),
    *("Score", "Importance", "Satisfaction", "Answers"),
)
Scores = Callable[[Collection[int]], Mapping[int, Score | None]]


def export(actor: Member, wanted: OpportunityFilter, scores: Scores) -> tuple[list[str], Iterator[list[Value]]]:
    """The heads, and one list of values an opportunity, in the order of the list. `scores` weighs what was
    answered about each."""
    own = own_fields()
    return [*HEAD, *(field.name for field in own)], _rows(actor, wanted, own, scores)


def _rows(actor: Member, wanted: OpportunityFilter, own: CustomFields, scores: Scores) -> Iterator[list[Value]]:
    ids, sums = in_order(actor, wanted, own)
    for start in range(0, len(ids), AT_ONCE):
        pks = ids[start : start + AT_ONCE]
        weighed = scores(pks)
        found = Opportunity.objects.defer("words").select_related("product", "owner").in_bulk(pks)
        for row in (found[pk] for pk in pks if pk in found):
            revenue, customers, pieces = sums[row.pk]
            yield [
                *(row.name, row.statement, str(row.get_state_display())),
                row.product.name if row.product else "",
                row.owner.name if row.owner else "",
                *(row.decide_by, float(revenue), customers, pieces),
                *_answered(weighed[row.pk]),
                *(field.exported(row.custom) for field in own),
            ]


def _answered(score: Score | None) -> list[Value]:
    if score is None:
        return [None] * 4
    return [round(score.score, 1), round(score.importance, 1), round(score.satisfaction, 1), score.n]
