"""What can be read of metrics."""
