"""Questions about partnerships, parties, forums, mandates and seats: who may act, what stops an act, how a matter stands."""
