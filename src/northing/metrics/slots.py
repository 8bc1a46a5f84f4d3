"""What higher rooms have to say on pages of metrics."""

from northing.metrics.models import Metric
from northing.ui.slots import Slot

# Sections beside a metric's chart, above its history.
metric_page: Slot[Metric] = Slot("metrics.metric_page")
