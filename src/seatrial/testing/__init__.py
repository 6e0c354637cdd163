"""Public fakes: a small session, scripted people, a clock that the test moves. Import by module.

Whatever they replace is also tested for real somewhere.
"""
