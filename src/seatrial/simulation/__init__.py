"""Simulated people and the suites they come in: cards, personas, channels, callers. Import by module.

Pure: the same card, persona, channel and seed make the same person, whatever the agent says in between.
"""
