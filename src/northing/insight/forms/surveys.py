"""Making a survey, and answering one."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from northing.insight.commands import Asked
from northing.insight.models import Opportunity, Question, Segment, SurveyKind
from northing.insight.queries.opportunity_page import named
from northing.kernel.errors import Refused
from northing.organisation.models import Member

BESIDE = "|"
FEELS = ("I like it", "It must be so", "I don’t mind", "I can live with it", "I dislike it")
IMPORTANT, CONTENT = "How important is it to you?", "How content are you with it today?"
LOW_TO_HIGH = ("Not at all", "A little", "Somewhat", "Very", "Extremely")


class SurveyForm(forms.Form):
    kind = forms.ChoiceField(
        choices=SurveyKind.choices, widget=forms.RadioSelect, initial=SurveyKind.OPPORTUNITY
    )
    title = forms.CharField(max_length=160, widget=forms.TextInput(attrs={"autofocus": True}))
    introduction = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    questions = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One a line. For Kano: how it is with it | how it is without it. "
        "An opportunity’s name links the question to it.",
    )
    closes_on = forms.DateField(
        label="Open until", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    asks_segment = forms.BooleanField(
        label="Ask to which segment they belong",
        required=False,
        help_text="They read the names of your segments then.",
    )

    def __init__(self, actor: Member, about: Opportunity | None = None, data: Any = None) -> None:
        self._actor, self._about = actor, about
        super().__init__(data, initial={"questions": about.name if about else ""})

    def clean_questions(self) -> list[Asked]:
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        return [self._asked(*(part.strip() for part in f"{line}{BESIDE}".split(BESIDE)[:2])) for line in lines]

    def _asked(self, text: str, without: str) -> Asked:
        if self._about is not None and text == self._about.name:
            return Asked(text, without, self._about)
        try:
            return Asked(text, without, named(self._actor, text))
        except Refused:
            return Asked(text, without, self._about)


class AnswerForm(forms.Form):
    """Two choices of five a question; a question may be left out, a half of one may not. `segments` are those
    that whoever answers may choose from: none unless the survey asks."""

    def __init__(
        self, kind: str, questions: Iterable[Question], segments: Sequence[Segment], data: Any = None
    ) -> None:
        super().__init__(data)
        self._kind, self._questions = kind, list(questions)
        words = FEELS if kind == SurveyKind.KANO else LOW_TO_HIGH
        choices = [(str(at), word) for at, word in enumerate(words, 1)]
        for question in self._questions:
            for half, label in zip("ab", _labels(kind, question), strict=True):
                self.fields[f"{half}{question.pk}"] = forms.ChoiceField(
                    label=label, choices=choices, required=False, widget=forms.RadioSelect
                )
        if segments:
            self.fields["segment"] = forms.ChoiceField(
                label="Where you belong", required=False,
                choices=[("", "I would rather not say"), *((str(row.pk), row.name) for row in segments)],
            )  # fmt: skip

    def asked(self) -> list[tuple[str, tuple[forms.BoundField, forms.BoundField]]]:
        """Each question by what it is about, with its two halves. Kano's halves say themselves what about."""
        kano = self._kind == SurveyKind.KANO
        return [
            ("" if kano else question.text, (self[f"a{question.pk}"], self[f"b{question.pk}"]))
            for question in self._questions
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        answers = {}
        for question in self._questions:
            pair = [said.get(f"{half}{question.pk}") for half in "ab"]
            if all(pair):
                answers[question.pk] = (int(pair[0] or 0), int(pair[1] or 0))
            elif any(pair):
                half = "b" if pair[0] else "a"
                self.add_error(f"{half}{question.pk}", "Answer this half, too.")
        if not answers and not self.errors:
            raise forms.ValidationError("Answer at least one question.")
        return {"answers": answers, "segment": int(said["segment"]) if said.get("segment") else None}


def _labels(kind: str, question: Question) -> tuple[str, str]:
    if kind == SurveyKind.KANO:
        return f"With it: {question.text}", f"Without it: {question.without}"
    return IMPORTANT, CONTENT
