from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Project sheets, prioritisation, action programme and adoption."""

    name = "samstyring.portfolio"
    label = "portfolio"

    def ready(self):
        from samstyring.portfolio import (  # noqa: F401
            across_panels,
            consequences,
            events,
            first_steps,
            look_panels,
            panels,
        )
