"""Indices of traffic: published figures, vectors of the method, properties, and bad input."""
