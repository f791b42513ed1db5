"""Acts in the portfolio, each with its history."""
