"""Whether scenarios are being worked out right now."""

from procrastinate.contrib.django.models import ProcrastinateJob

TASKS = (
    "northing.planning.tasks.work_out_scenarios",
    "northing.planning.tasks.refresh_forecast",
    "northing.planning.tasks.nightly_forecast",
)


def is_being_worked_out() -> bool:
    asked = ProcrastinateJob.objects.filter(task_name__in=TASKS, status__in=("todo", "doing"))
    return asked.filter(scheduled_at=None).exists()
