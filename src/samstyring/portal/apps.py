from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Public pages: what is open to all, without signing in."""

    name = "samstyring.portal"
    label = "portal"

    def ready(self):
        from samstyring.portal import panels  # noqa: F401
