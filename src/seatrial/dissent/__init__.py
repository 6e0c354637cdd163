"""Structured dissent: a panel of critics argues a case before it is decided."""
