from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "northing.exchange"

    def ready(self) -> None:
        from northing.exchange.commands.example import bring_example
        from northing.exchange.commands.forgetting import forget_imports
        from northing.exchange.queries import example_taken_back_by
        from northing.exchange.views.customers import menu_line
        from northing.insight.commands.privacy import forgets
        from northing.insight.slots import customers_menu
        from northing.organisation.example import Example, offer

        offer(Example(lambda owner: bring_example(actor=owner), example_taken_back_by))
        forgets("files that were imported", forget_imports)
        customers_menu.fill(menu_line, order=10)
