from django.apps import AppConfig


class GroundConfig(AppConfig):
    """What two rooms or more stand on: history, refusal, files, money, looks."""

    name = "samstyring.ground"
    label = "ground"
