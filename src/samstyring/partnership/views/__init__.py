"""Pages of the partnership: front page, home, organisation, mandates and seats."""
