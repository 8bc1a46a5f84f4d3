"""Metrics: what is measured, its values, targets, forecasts and alerts."""
