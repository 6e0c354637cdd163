"""The contracts everything else stands on: events, effects, traces, draws, errors, ports, worlds, scenarios, checks.

Nothing here does I/O, reads a clock, or imports another layer. Import by module: ``seatrial.core.events`` and so on.
"""
