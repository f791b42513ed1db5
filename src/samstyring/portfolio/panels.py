"""Where the portfolio shows itself on pages of the rooms below."""
