from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "northing.planning"

    def ready(self) -> None:
        from northing.organisation import past
        from northing.organisation.queries import notices
        from northing.organisation.queries.history import Part, tells_of
        from northing.organisation.restoring import register
        from northing.planning import commands, models, policies
        from northing.planning.queries.past import COMPUTED

        notices.about("planning.promise", models.Feature)
        tells_of(models.Feature, Part(models.Dependency, "feature", "other"))
        register(
            models.Feature,
            may_change=policies.may_change_feature,
            change=commands.change_feature_field,
            fields=commands.RESTORABLE,
        )
        register(models.Commitment, may_change=lambda actor, row: policies.may_commit(actor, row.feature))
        register(
            models.Dependency, may_change=lambda actor, row: policies.may_change_feature(actor, row.feature)
        )
        register(
            models.Item,
            may_change=lambda actor, row: (
                policies.may_change_feature(actor, row.feature) if row.feature else policies.may_plan(actor)
            ),
        )
        register(
            models.Initiative,
            may_change=lambda actor, _: policies.may_plan(actor),
            change=commands.restore_initiative_field,
            fields=commands.OF_AN_INITIATIVE,
        )
        register(
            models.Release,
            may_change=lambda actor, _: policies.may_plan(actor),
            change=commands.restore_release_field,
            fields=commands.OF_A_RELEASE,
        )
        register(
            models.FeatureOpportunity,
            may_change=lambda actor, row: policies.may_change_feature(actor, row.feature),
        )
        past.opens("planning", COMPUTED)
        self._let_plans_be_taken_back()
        self._fill_slots()

    def _let_plans_be_taken_back(self) -> None:
        """Scenarios, what is weighed by what, and people's time."""
        from northing.organisation.restoring import register
        from northing.planning import commands, models, policies

        register(
            models.Scenario, may_change=policies.may_change_scenario, after=lambda _: commands.ask_scenarios()
        )
        for part in (models.Choice, models.Rule, models.ScenarioDate, models.ScenarioComment, models.Verdict):
            register(
                part,
                may_change=lambda actor, row: policies.may_change_scenario(actor, row.scenario),
                after=lambda _: commands.ask_scenarios(),
            )
        register(models.PlanDecision, may_change=lambda actor, row: policies.may_publish(actor, row.scenario))
        for planned in (models.WorkingWeek, models.Holiday, models.Capacity, models.InitiativeAim):
            register(planned, may_change=lambda actor, _: policies.may_plan(actor))
        register(models.Input, may_change=lambda actor, row: policies.may_say(actor, row.feature))
        rounds = (models.ScoringRound, models.RoundCandidate)
        for weighed_by in (models.Considered, models.ScoreModel, models.Driver, *rounds):
            register(weighed_by, may_change=lambda actor, _: policies.may_plan(actor))
        for time in (models.KeptFree, models.Lending):
            register(time, may_change=lambda actor, _: policies.may_plan(actor), after=commands.forecast_anew)
        register(
            models.Absence,
            may_change=lambda actor, row: policies.may_say_absence(actor, row.member),
            after=commands.forecast_anew,
        )
        for said in (models.FeatureAim, models.FeatureNeed, models.KeptRunning):
            register(said, may_change=lambda actor, row: policies.may_change_feature(actor, row.feature))

    def _fill_slots(self) -> None:
        """What lower rooms show of the plan."""
        from northing.insight import slots as insight
        from northing.insight.commands import merging
        from northing.insight.models import Merged
        from northing.planning import models
        from northing.planning.queries import aims, of_products, published, serving
        from northing.planning.views import product_parts
        from northing.planning.views import serving as serving_parts
        from northing.portfolio import slots
        from northing.strategy import slots as strategy

        slots.product_page.fill(product_parts.features_of_product)
        slots.product_roadmap.fill(product_parts.roadmap_of_product)
        slots.concerns.fill(of_products.concerns)
        slots.planned_work.fill(of_products.planned_work)
        slots.product_row.fill(product_parts.numbers_of_product)
        insight.opportunity_features.fill(serving_parts.features_of_opportunity)
        insight.serving.fill(serving.links_seen)
        insight.planned.fill(published.published)
        strategy.work.fill(aims.work)
        strategy.built_for.fill(aims.built_for)
        strategy.linking.fill(aims.link_address)
        merging.moves(Merged.OPPORTUNITY, merging.Link(models.FeatureOpportunity, "opportunity", ("feature",)))
