from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "northing.portfolio"

    def ready(self) -> None:
        from northing.organisation import past
        from northing.organisation.queries.history import Part, tells_of
        from northing.organisation.queries.people import OWNED
        from northing.organisation.restoring import register
        from northing.portfolio import commands, models, policies, queries
        from northing.portfolio.queries import noted

        OWNED.add(queries.names_by_owner)
        past.opens("portfolio")
        for noted_of in (models.Outcome, models.Risk, models.Regulation):
            tells_of(models.Product, Part(noted_of, "product", "name"))

        register(
            models.Product,
            may_change=policies.may_change_product,
            change=commands.restore_product_field,
            fields=commands.BY_HEADS,
        )
        for kept in (
            *(models.StageChange, models.Outcome, models.Risk, models.Regulation),
            *(models.Revenue, models.Spending),
        ):
            register(kept, may_change=lambda actor, row: policies.may_change_product(actor, row.product))
        for heard in (models.Competitor, models.Signal, models.Rivalry):
            register(heard, may_change=lambda actor, _: policies.may_note_market(actor))
        register(models.Case, may_change=policies.may_change_case)
        register(models.Evidence, may_change=lambda actor, row: policies.may_change_case(actor, row.case))
        # Where the change of stage is gone, it comes back by the same undo, and was asked about itself.
        register(
            models.StagePlan,
            may_change=lambda actor, plan: all(
                policies.may_change_product(actor, product) for product in noted.ended_by(change=plan.change_id)
            ),
        )
        register(
            models.StageStep,
            may_change=lambda actor, step: all(
                policies.may_change_product(actor, product) for product in noted.ended_by(plan=step.plan_id)
            ),
        )
        register(
            models.ProductLine,
            may_change=lambda actor, _: policies.may_shape_portfolio(actor),
            change=commands.restore_line_field,
            fields=commands.OF_A_LINE,
        )
