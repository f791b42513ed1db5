"""Questions about cases, meetings and decisions: what stands in the way, and how a matter stands."""
