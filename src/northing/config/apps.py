from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds the management commands behind `northing`; no models."""

    name = "northing.config"
    label = "config"
