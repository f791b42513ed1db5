"""Open pages: meetings, cases, programmes and projects, for everybody."""
