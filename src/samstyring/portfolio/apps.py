from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Project sheets, prioritisation, action programme and adoption."""

    name = "samstyring.portfolio"
    label = "portfolio"

    def ready(self):
        from samstyring.portfolio import across_panels, consequences, events, first_steps, panels  # noqa: F401
