"""What a score asks for: each number in words, and of how many candidates it was said."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from northing.organisation.models import Member
from northing.planning.models import Method, ScoreModel
from northing.planning.queries.prioritise.candidates import candidates
from northing.planning.queries.prioritise.fields import GRADES, Field, field_of
from northing.planning.queries.prioritise.inputs import standing_inputs
from northing_engine.scoring import KNOWN

MEANS = {
    "reach": "How many it reaches: {of} a {per}.",
    "impact": "What it changes for each: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 hardly any.",
    "confidence": "How sure we are of the other numbers. Below 50 % it is a moonshot.",
    "effort": "Person-weeks of everybody who works on it; of a feature, its estimate.",
    "value": "What it is worth, in one unit for all: money, or grades against each other.",
    "urgency": "What is lost by waiting, as a grade against the others: 1, 2, 3, 5, 8, 13, 20.",
    "risk_reduction": "What it makes safer or opens up, as a grade against the others.",
    "job_size": "How large it is, as a grade against the others; no time.",
    "cost_of_delay": "Money that each week of waiting costs.",
    "duration": "Weeks that pass until it is out, once begun.",
    "importance": "How many call it important: share of answers of 4 or 5 of 5, times 10.",
    "satisfaction": "How many are satisfied with what there is: share of 4 or 5 of 5, times 10.",
}
GRADED = {
    "impact": "What it changes if it works, from 1 to 10.",
    "confidence": "How sure we are that it works, from 1 to 10.",
    "ease": "How little it takes, from 1 to 10.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """`said`: of how many of `candidates` somebody said it, or it comes by itself."""

    field: Field
    means: str
    said: int
    candidates: int


def what_it_asks(actor: Member, model: ScoreModel) -> Sequence[Asked]:
    """In the order of the method; nothing for drivers and own formulas, whose pages say it themselves."""
    if model.method not in KNOWN:
        return []
    found = candidates(actor)
    said = Counter(field for fields in standing_inputs(found).values() for field in fields)
    return [
        Asked(field_of(model, key, {}), _means(model, key), said[key], len(found))
        for key in KNOWN[model.method].fields
    ]


def _means(model: ScoreModel, key: str) -> str:
    words = GRADED if Method(model.method) in GRADES else MEANS
    return words[key].format(of=model.reach_of, per=model.get_reach_per_display())
