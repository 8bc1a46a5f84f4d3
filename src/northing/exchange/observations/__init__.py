"""Values of metrics from any table: its shape, what a cell means, and what would happen."""
