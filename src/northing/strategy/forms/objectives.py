"""Objectives, key results, targets and check-ins."""

from collections.abc import Sequence
from typing import Any

from django import forms

from northing.kernel.forms import offer
from northing.organisation.models import Member
from northing.strategy import policies
from northing.strategy.forms.vision import DAY
from northing.strategy.models import Ambition, Cycle, KeyResult, Level, Objective
from northing.strategy.queries import choices
from northing.strategy.queries.standing import Standing

WHOSE = ("line", "product", "team", "member")


class EarlierObjectiveField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Numbers begin anew with each cycle, and a name may stay: the cycle tells which one is meant."""

    def label_from_instance(self, row: Any) -> str:
        return f"{row.cycle.name}: {row.code} {row.name}"


class ObjectiveForm(forms.Form):
    """`level` says whose it is, and the field of that name which one's."""

    name = forms.CharField(
        label="Objective",
        max_length=160,
        help_text="Where we want to be, without a number: get customers paid faster.",
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    why = forms.CharField(label="Why now", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    pillar: Any = forms.ModelChoiceField(None, required=False, empty_label="No pillar")
    owner: Any = forms.ModelChoiceField(None, required=False, empty_label="Nobody yet")
    level = forms.ChoiceField(label="Whose it is")
    line: Any = forms.ModelChoiceField(None, label="Product line", required=False, empty_label="–")
    product: Any = forms.ModelChoiceField(None, required=False, empty_label="–")
    team: Any = forms.ModelChoiceField(None, required=False, empty_label="–")
    member: Any = forms.ModelChoiceField(None, label="Person", required=False, empty_label="–")
    contributes_to: Any = forms.ModelMultipleChoiceField(
        None, label="Contributes to", required=False, widget=forms.CheckboxSelectMultiple
    )
    goes_on_from: Any = EarlierObjectiveField(
        None, label="Goes on from", required=False, empty_label="Nothing: it is new"
    )
    ambition = forms.ChoiceField(
        choices=Ambition.choices,
        widget=forms.RadioSelect,
        help_text="Committed is expected at 1.0; aspirational at 0.7. The two are never averaged together.",
    )
    weight = forms.DecimalField(min_value=0.01, max_digits=5, decimal_places=2, initial=1)

    def __init__(
        self, actor: Member, cycle: Cycle, data: Any = None, *, objective: Objective | None = None
    ) -> None:
        super().__init__(data, initial=_initial(actor, objective))
        rows = {
            "pillar": choices.pillars(),
            "owner": choices.people(),
            "line": choices.lines(),
            "product": choices.products(actor),
            "team": choices.teams(),
            "member": choices.people(),
            "contributes_to": choices.objectives(actor, cycle, objective),
            "goes_on_from": choices.earlier_objectives(actor, cycle),
        }
        offer(self, **rows)
        own = objective.level if objective else None
        levels = [(key, label) for key, label in Level.choices if key == own or policies.may_set_at(actor, key)]
        # What is sent is judged by the command, which says why not.
        offer(self, level=levels if data is None else Level.choices)
        for name in ("contributes_to", "goes_on_from", "pillar"):
            if not rows[name]:
                del self.fields[name]

    def changes(self) -> dict[str, Any]:
        """Only what somebody changed: what others wrote meanwhile stays."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


def _initial(actor: Member, objective: Objective | None) -> dict[str, Any]:
    if objective is None:
        level = Level.ORGANISATION if policies.may_set_at(actor, Level.ORGANISATION) else Level.PRODUCT
        return {"owner": actor.pk, "level": level, "ambition": Ambition.ASPIRATIONAL, "weight": 1}
    own = {name: getattr(objective, name) for name in ("name", "why", "level", "ambition", "weight")}
    own |= {name: getattr(objective, f"{name}_id") for name in ("pillar", "owner", *WHOSE)}
    before = choices.earlier_objectives(actor, objective.cycle).filter(goes_on_in=objective).first()
    own["goes_on_from"] = before.pk if before else None
    return own | {"contributes_to": list(objective.contributes_to.values_list("pk", flat=True))}


class NewKeyResultForm(forms.Form):
    metric: Any = forms.ModelChoiceField(
        None,
        required=False,
        empty_label="None: typed in at check-ins",
        help_text="Its values fill in by themselves, and its forecast says the chance.",
    )
    name = forms.CharField(
        label="What one can count", max_length=160, required=False, help_text="Empty for the metric’s name."
    )
    unit = forms.CharField(max_length=20, required=False, help_text="d, %, markets; a metric has its own.")
    decimals = forms.IntegerField(min_value=0, max_value=4, initial=0)
    baseline = forms.DecimalField(label="Where it stands", max_digits=18, decimal_places=4)
    target = forms.DecimalField(label="Where it should be", max_digits=18, decimal_places=4)
    by = forms.DateField(label="By", widget=DAY)
    owner: Any = forms.ModelChoiceField(None, required=False, empty_label="The objective’s owner")
    weight = forms.DecimalField(min_value=0.01, max_digits=5, decimal_places=2, initial=1)

    def __init__(self, actor: Member, objective: Objective, data: Any = None) -> None:
        super().__init__(data, initial={"by": objective.cycle.ends_on, "decimals": 0, "weight": 1})
        offer(self, owner=choices.people(), metric=choices.metrics(actor))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("name") and not said.get("metric"):
            self.add_error("name", "Say what is counted, or choose a metric.")
        return said


class KeyResultForm(forms.Form):
    name = forms.CharField(max_length=160, widget=forms.TextInput(attrs={"autofocus": True}))
    metric: Any = forms.ModelChoiceField(None, required=False, empty_label="None: typed in at check-ins")
    unit = forms.CharField(max_length=20, required=False)
    decimals = forms.IntegerField(min_value=0, max_value=4)
    owner: Any = forms.ModelChoiceField(None, required=False, empty_label="The objective’s owner")
    weight = forms.DecimalField(min_value=0.01, max_digits=5, decimal_places=2)

    def __init__(self, actor: Member, row: KeyResult, data: Any = None) -> None:
        initial = {name: getattr(row, name) for name in ("name", "unit", "decimals", "weight")}
        super().__init__(data, initial=initial | {"owner": row.owner_id, "metric": row.metric_id})
        offer(self, metric=choices.metrics(actor), owner=choices.people())

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}


class TargetForm(forms.Form):
    target = forms.DecimalField(
        max_digits=18, decimal_places=4, widget=forms.NumberInput(attrs={"autofocus": True})
    )
    by = forms.DateField(label="By", widget=DAY)
    reason = forms.CharField(
        label="Why",
        required=False,
        help_text="Needed when the target gets nearer or is due later. The old one stays on record.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CheckInForm(forms.Form):
    """Value, confidence and a sentence for each key result, prefixed with its key."""

    def __init__(self, standings: Sequence[Standing], data: Any = None) -> None:
        super().__init__(data)
        several = len(standings) > 1
        for place, standing in enumerate(standings):
            row = standing.key_result
            name = f"{row.code} {row.name}: " if several else ""
            unit = f", {row.unit}" if row.unit else ""
            self.fields[f"value_{row.pk}"] = forms.DecimalField(
                label=f"{name}{'value' if several else 'Value'}{unit}",
                max_digits=18,
                decimal_places=4,
                initial=_shown(row, standing),
                widget=forms.NumberInput(attrs={"autofocus": True} if place == 0 else {}),
            )
            self.fields[f"confidence_{row.pk}"] = forms.IntegerField(
                label="How sure that it reaches the target, in %",
                min_value=0,
                max_value=100,
                initial=None if standing.confidence is None else round(standing.confidence * 100),
                help_text=_forecast(standing),
            )
            self.fields[f"sentence_{row.pk}"] = forms.CharField(
                label="One sentence: what moved it", max_length=300
            )


def _shown(row: KeyResult, standing: Standing) -> str:
    value = row.baseline if standing.value is None else standing.value
    return f"{value:.{row.digits}f}"


def _forecast(standing: Standing) -> str:
    if standing.chance is None:
        return "Scored when the cycle ends: neither too bold nor too shy wins."
    return f"The forecast says {round(standing.chance * 100)}\u202f%."
