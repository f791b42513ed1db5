"""Robust portfolio modelling, exact: all plans that no other plan beats, and each project's core index.

One plan beats another when it is worth at least as much for every weight in a polytope, and more
for some. Since worth is linear in the weights it is enough to compare at the polytope's vertices.
"""

from .dominance import undominated
from .result import FORMAT, Portfolio, ProjectCore, Rpm, as_mapping, write
from .study import TooLarge, study

__all__ = [
    "FORMAT",
    "Portfolio",
    "ProjectCore",
    "Rpm",
    "TooLarge",
    "as_mapping",
    "study",
    "undominated",
    "write",
]
