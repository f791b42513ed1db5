"""The pages of the portfolio."""
