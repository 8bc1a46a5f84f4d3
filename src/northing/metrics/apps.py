from django.apps import AppConfig

# A value of then: known by then, and as it was before what was restated later.
OBSERVATIONS = """
SELECT seen.id, seen.metric_id, seen.day, seen.recorded_at, coalesce((
    SELECT before.value FROM public.metrics_restatement AS before
    WHERE before.metric_id = seen.metric_id AND before.day = seen.day AND before.restated_at > %(moment)s
    ORDER BY before.restated_at LIMIT 1), seen.value) AS value
FROM public.metrics_observation AS seen WHERE seen.recorded_at <= %(moment)s
"""
RESTATEMENTS = "SELECT * FROM public.metrics_restatement WHERE restated_at <= %(moment)s"
DELIVERIES = "SELECT * FROM public.metrics_delivery WHERE made_at <= %(moment)s"
# What could be expected does not hang on later values; what was restated since does. So it is worked out again.
EXPECTED = "SELECT * FROM public.metrics_expectedrange WHERE false"
FORECASTS = "SELECT * FROM public.metrics_metricforecast WHERE said_on <= %(day)s"


class MetricsConfig(AppConfig):
    name = "northing.metrics"

    def ready(self) -> None:
        from northing.metrics import commands, models, policies
        from northing.metrics.queries import of_products
        from northing.metrics.views.product_parts import product_metrics
        from northing.organisation import past
        from northing.organisation.queries import notices
        from northing.organisation.queries.history import Part, tells_of
        from northing.organisation.restoring import register
        from northing.portfolio import slots

        past.opens(
            "metrics",
            {
                "metrics_observation": OBSERVATIONS,
                "metrics_restatement": RESTATEMENTS,
                "metrics_metricforecast": FORECASTS,
                "metrics_delivery": DELIVERIES,
                "metrics_expectedrange": EXPECTED,
            },
        )
        notices.about("metrics.alert", models.Alert)
        tells_of(models.Metric, Part(models.Target, "metric", "by"))
        register(
            models.Metric,
            may_change=policies.may_change_metric,
            change=commands.restore_metric_field,
            fields=commands.OF_A_METRIC,
        )
        for kept in (models.Target, models.Alert):
            register(kept, may_change=lambda actor, row: policies.may_change_metric(actor, row.metric))
        for feed in (models.Feed, models.FeedSeries):
            register(feed, may_change=lambda actor, _: policies.may_keep_feeds(actor))
        register(models.Factor, may_change=lambda actor, row: policies.may_change_metric(actor, row.whole))

        slots.product_metrics.fill(product_metrics)
        slots.readings.fill(of_products.readings)
        slots.concerns.fill(of_products.concerns)
