"""Refusal: the rules say no in whole sentences, all at once, and tell who can mend it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Obstacle:
    """A reason why something cannot be done.

    `text` tells what is missing, `who` who can mend it; both may hold placeholders that are filled by calling
    the obstacle. `act_url` leads to the act that mends it, when there is one.
    """

    # A template must show an obstacle, not call it and lose its facts.
    do_not_call_in_templates = True

    code: str
    sentence: Any = field(compare=False)
    mender: Any = field(default="", compare=False)
    facts: dict = field(default_factory=dict, compare=False)
    act_url: str = field(default="", compare=False)
    act_label: Any = field(default="", compare=False)

    def __call__(self, *, act_url="", act_label="", **facts):
        return Obstacle(self.code, self.sentence, self.mender, facts, act_url, act_label)

    @property
    def text(self):
        return str(self.sentence).format(**self.facts)

    @property
    def who(self):
        return str(self.mender).format(**self.facts)

    def __str__(self):
        return self.text


class Refused(Exception):
    """The rules said no. Carries every obstacle, so that all can be mended at once."""

    def __init__(self, *obstacles):
        self.obstacles = tuple(obstacles)
        super().__init__("; ".join(o.code for o in obstacles))


def refuse_if(obstacles):
    """Raise `Refused` with all the obstacles, if there are any."""
    obstacles = list(obstacles)
    if obstacles:
        raise Refused(*obstacles)
