from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "northing.insight"

    def ready(self) -> None:
        from northing.insight import commands, models, policies
        from northing.insight.commands import undone
        from northing.insight.queries import aims, seen, users
        from northing.insight.queries.past import COMPUTED
        from northing.insight.views import product_parts
        from northing.organisation import past
        from northing.organisation.queries import notices
        from northing.organisation.queries.history import Part, tells_of
        from northing.organisation.restoring import register
        from northing.portfolio import slots
        from northing.strategy import slots as strategy

        slots.product_opportunities.fill(product_parts.opportunities_of_product)

        slots.signal_problems.fill(seen.problems_of)
        slots.users.fill(users.users_of)
        strategy.problems.fill(aims.problems_for, aims.choice_address)

        past.opens("insight", COMPUTED)
        notices.about("insight.feedback", models.Feedback)
        may_triage, may_curate = policies.may_triage, policies.may_curate
        register(
            models.Feedback, may_change=lambda actor, _: may_triage(actor), after=undone.feedback_went_back
        )
        tells_of(models.Feedback, Part(models.Highlight, "feedback", "opportunity"))
        tells_of(models.Customer, Part(models.Contact, "customer", "name"))
        register(
            models.Highlight, may_change=lambda actor, _: may_triage(actor), after=undone.highlights_went_back
        )
        register(models.Vote, may_change=lambda actor, _: may_triage(actor), after=undone.votes_went_back)
        for kept in (models.Comment, models.Change, models.PlannedNote, models.Visitor):
            register(kept, may_change=lambda actor, _: may_curate(actor))
        register(models.Portal, may_change=lambda actor, _: policies.may_set_rules(actor))
        register(models.ActingAlone, may_change=lambda actor, _: policies.may_let_act_alone(actor))
        for heard in (models.Reply, models.Attachment, models.Merge, models.KeptApart):
            register(heard, may_change=lambda actor, _: may_triage(actor))
        register(
            models.Customer,
            may_change=lambda actor, _: may_curate(actor),
            after=undone.customers_went_back,
        )
        register(
            models.Opportunity,
            may_change=lambda actor, _: may_curate(actor),
            change=commands.restore_opportunity_field,
            fields=commands.OF_AN_OPPORTUNITY,
            after=undone.opportunities_went_back,
        )
        for kind in (
            models.CustomerKey,
            models.CustomerProduct,
            models.Contact,
            models.Segment,
            models.SegmentMembership,
            models.Relation,
            models.OpportunityAim,
            models.OpportunitySignal,
        ):
            register(kind, may_change=lambda actor, _: may_curate(actor))
