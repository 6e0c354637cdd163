"""seatrial: write an agent in one file, rehearse it against simulated people, replay any conversation exactly."""

__version__ = "0.1.0"
