from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Cases, meetings and decisions."""

    name = "samstyring.casework"
    label = "casework"

    def ready(self):
        from samstyring.casework import (  # noqa: F401
            across_panels,
            consequences,
            election_consequences,
            events,
            focus_consequences,
            panels,
        )
