"""Pages of cases, meetings and decisions."""
