from importlib.util import find_spec

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """Project sheets, prioritisation, action programme and adoption."""

    name = "samstyring.portfolio"
    label = "portfolio"

    def ready(self):
        from samstyring.portfolio import events, panels  # noqa: F401

        if find_spec("samstyring.portfolio.consequences"):
            from samstyring.portfolio import consequences  # noqa: F401
