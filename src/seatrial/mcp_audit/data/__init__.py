"""Word tables and weights of the audit: data only."""
