"""What was computed for a past day: the forecast as it was said then."""

COMPUTED = {
    "planning_outlookrecord": "SELECT * FROM public.planning_outlookrecord WHERE said_on <= %(day)s",
    # The futures of each day are not kept, only what they said.
    "planning_outlook": """
SELECT DISTINCT ON (feature_id) feature_id, run_id, starts_on, p10, p50, p70, p85, p90, p95, chance, due_on,
    '{}'::date[] AS futures, NULL::double precision AS throughput_chance,
    NULL::double precision AS promise_chance, '{}'::jsonb AS basis
FROM public.planning_outlookrecord WHERE said_on <= %(day)s ORDER BY feature_id, said_on DESC""",
    "planning_forecastrun": "SELECT * FROM public.planning_forecastrun WHERE asked_at <= %(moment)s",
    # What a scenario led to is worked out anew, and that of then is not kept.
    "planning_scenarioforecast": "SELECT * FROM public.planning_scenarioforecast WHERE made_at <= %(moment)s",
    "planning_selectionrun": "SELECT * FROM public.planning_selectionrun WHERE asked_at <= %(moment)s",
    # What waited then is over; what waits now is no matter of then.
    "procrastinate_jobs": "SELECT * FROM public.procrastinate_jobs WHERE false",
}
