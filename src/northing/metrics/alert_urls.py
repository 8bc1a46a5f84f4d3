"""The addresses of alerts, and who may do what there."""

from django.urls import URLPattern, path

from northing.metrics.views import alerts
from northing.organisation.access.table import Row, Section

urlpatterns: list[URLPattern] = [
    path("outcomes/alerts/", alerts.page, name="alerts"),
    path("outcomes/alerts/<int:pk>/assign/", alerts.assign, name="assign_alert"),
    path("outcomes/alerts/<int:pk>/snooze/", alerts.snooze, name="snooze_alert"),
    path("outcomes/alerts/<int:pk>/explain/", alerts.explain, name="explain_alert"),
    path("outcomes/alerts/<int:pk>/reopen/", alerts.reopen, name="reopen_alert"),
]

ALERTS = "Alerts: assign, snooze, explain"
# "Own" is an alert assigned to oneself; "other" one of a metric of a restricted product.
ANSWERS = {"manager": "yyh", "member": "ynh", "viewer": "nnh"}

ACCESS: list[Row] = [
    Row("metrics:alerts", "GET", "Metrics and their alerts", Section.SEE),
    *(
        Row(f"metrics:{route}", method, ALERTS, Section.CHANGE, **ANSWERS)
        for route in ("assign_alert", "snooze_alert", "explain_alert", "reopen_alert")
        for method in ("GET", "POST")
    ),
]
