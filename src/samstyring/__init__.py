"""Samstyring: decisions, mandates and money portfolios of partnerships of sovereign public bodies."""

__version__ = "0.1.0"
