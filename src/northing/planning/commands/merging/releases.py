"""When releases were planned for and came, as the file says it."""

# The file's days come to releases of which nobody said a day here; what a person changed since stays.
DAYS = """
UPDATE planning_release AS ours SET
    planned_on = coalesce(said.planned_on, ours.planned_on),
    planned_at = CASE WHEN said.planned_on <> coalesce(ours.planned_on, 'infinity')
        THEN coalesce(said.said_on, %(now)s) ELSE ours.planned_at END,
    released_on = coalesce(said.came_on, ours.released_on)
FROM incoming_release AS said
WHERE lower(ours.name) = lower(said.name) AND ours.product_id IS NULL
    AND (coalesce(said.planned_on, ours.planned_on), coalesce(said.came_on, ours.released_on))
        IS DISTINCT FROM (ours.planned_on, ours.released_on)
    AND (coalesce(ours.planned_on, ours.released_on) IS NULL OR (
        SELECT context.metadata ->> 'command' FROM planning_releaseevent AS event
        JOIN pghistory_context AS context ON context.id = event.pgh_context_id
        WHERE event.pgh_obj_id = ours.id ORDER BY event.pgh_id DESC LIMIT 1
    ) !~ '^(planning\\.(create|change)_release|organisation\\..*)$')"""
