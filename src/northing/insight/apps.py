from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "northing.insight"

    def ready(self) -> None:
        from northing.insight import models, policies
        from northing.organisation.restoring import register

        for heard in (models.Feedback, models.Highlight, models.Reply, models.Attachment):
            register(heard, may_change=lambda actor, _: policies.may_triage(actor))
        for kind in (
            models.Customer,
            models.CustomerKey,
            models.CustomerProduct,
            models.Contact,
            models.Segment,
            models.SegmentMembership,
            models.Opportunity,
            models.Relation,
        ):
            register(kind, may_change=lambda actor, _: policies.may_curate(actor))
