"""The rules by which replies are promised, and the texts that they begin with."""

from django.db.models import QuerySet

from northing.insight.models import ReplyRule, ReplyTemplate
from northing.kernel.errors import NotVisible


def rules() -> "QuerySet[ReplyRule]":
    return ReplyRule.objects.select_related("segment")


def rule(pk: int) -> ReplyRule:
    found = rules().filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def templates() -> "QuerySet[ReplyTemplate]":
    return ReplyTemplate.objects.all()


def template(pk: int) -> ReplyTemplate:
    found = templates().filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
