from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "northing.strategy"

    def ready(self) -> None:
        from northing.metrics import slots as metrics
        from northing.organisation import past
        from northing.organisation.queries import notices
        from northing.organisation.queries.history import Part, tells_of
        from northing.organisation.restoring import register
        from northing.portfolio import slots
        from northing.strategy import commands, models, policies
        from northing.strategy.views.metric_parts import hangs_on_metric
        from northing.strategy.views.product_parts import objectives_on_scorecard

        slots.product_objectives.fill(objectives_on_scorecard)
        metrics.metric_page.fill(hangs_on_metric)
        past.opens("strategy")
        notices.about("strategy.check_in", models.KeyResult)
        tells_of(models.Objective, Part(models.KeyResult, "objective", "name"))
        register(
            models.Objective,
            may_change=policies.may_change_objective,
            change=commands.restore_objective_field,
            fields=commands.OF_AN_OBJECTIVE,
        )
        register(
            models.KeyResult,
            may_change=lambda actor, row: policies.may_change_objective(actor, row.objective),
            change=commands.restore_key_result_field,
            fields=commands.OF_A_KEY_RESULT,
        )
        register(
            models.Contribution,
            may_change=lambda actor, row: policies.may_change_objective(actor, row.objective),
        )
        register(
            models.TargetChange,
            may_change=lambda actor, row: policies.may_change_objective(actor, row.key_result.objective),
        )
        for said in (models.CheckIn, models.Asked):
            register(said, may_change=lambda actor, row: policies.may_check_in(actor, row.key_result))
