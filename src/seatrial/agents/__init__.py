"""An agent at work: its compiled definition and the pure state machines that run it.

Events in, effects out; no clock, socket, random source or thread. Import by module.
"""
