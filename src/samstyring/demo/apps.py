from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The three real partnerships, with sourced facts and invented examples, for `make demo`."""

    name = "samstyring.demo"
    label = "demo"
