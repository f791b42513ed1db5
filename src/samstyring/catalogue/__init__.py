"""Templates a partnership starts from, one TOML file each: drop a file in a folder, and it is there."""

from .assessment import Checklist, CriteriaSet, Gates
from .folder import Catalogue, load
from .guide import Guide
from .indicators import Indicator, IndicatorSet
from .partnership import PartnershipTemplate
from .slips import CatalogueError
from .words import Words

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Checklist",
    "CriteriaSet",
    "Gates",
    "Guide",
    "Indicator",
    "IndicatorSet",
    "PartnershipTemplate",
    "Words",
    "load",
]
