"""The bridge to the engine: from tables to numbers and back."""
