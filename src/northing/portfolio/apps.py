from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "northing.portfolio"

    def ready(self) -> None:
        from northing.organisation import past
        from northing.organisation.queries.people import OWNED
        from northing.organisation.restoring import register
        from northing.portfolio import commands, models, policies, queries

        OWNED.add(queries.names_by_owner)
        past.opens("portfolio")

        register(
            models.Product,
            may_change=policies.may_change_product,
            change=commands.restore_product_field,
            fields=commands.BY_HEADS,
        )
        register(
            models.StageChange,
            may_change=lambda actor, step: policies.may_change_product(actor, step.product),
        )
        register(
            models.ProductLine,
            may_change=lambda actor, _: policies.may_shape_portfolio(actor),
            change=commands.restore_line_field,
            fields=commands.OF_A_LINE,
        )
