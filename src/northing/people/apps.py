from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "northing.people"

    def ready(self) -> None:
        from northing.organisation import past
        from northing.organisation.restoring import register
        from northing.people import models, policies
        from northing.people.queries import attention
        from northing.portfolio import slots

        past.opens("people")
        register(models.AttentionRules, may_change=lambda actor, _: policies.may_set_weights(actor))
        slots.attention.fill(attention.of_products)
        slots.concerns.fill(attention.concerns)
