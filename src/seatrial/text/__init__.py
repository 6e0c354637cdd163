"""What people say and type, as typed values: normalising, slot parsers, n-grams and the linear model."""
