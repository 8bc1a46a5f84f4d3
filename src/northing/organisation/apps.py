from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "northing.organisation"
