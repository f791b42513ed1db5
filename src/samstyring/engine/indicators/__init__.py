"""Statistics of the other indicators: shares from weighted surveys, and figures beside a path to a target."""

from .shares import Share, share
from .target_path import Standing, standing

__all__ = ["Share", "Standing", "share", "standing"]
