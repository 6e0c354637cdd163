"""How probabilities are written: two figures, and never a certainty that nobody has. Called by whatever prints one."""

CERTAIN = 0.995
"""From here on two figures would say 1.00."""


def probability(p: float) -> str:
    """Return a probability as two figures: ``0.07``, ``> 0.99``, ``< 0.01``."""
    return "> 0.99" if p >= CERTAIN else "< 0.01" if p < 1 - CERTAIN else f"{p:.2f}"
