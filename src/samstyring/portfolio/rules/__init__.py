"""Questions about the portfolio: what is missing, who may act, what stops an act."""
