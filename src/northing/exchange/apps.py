from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "northing.exchange"

    def ready(self) -> None:
        from northing.exchange.views.customers import menu_line
        from northing.insight.slots import customers_menu

        customers_menu.fill(menu_line, order=10)
