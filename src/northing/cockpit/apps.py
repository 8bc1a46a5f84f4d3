from django.apps import AppConfig


class CockpitConfig(AppConfig):
    name = "northing.cockpit"

    def ready(self) -> None:
        from northing.organisation import past

        past.opens("cockpit")
