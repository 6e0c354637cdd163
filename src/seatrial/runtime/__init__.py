"""What carries a pure session's effects out: virtual and live drivers, faults at the ports, tasks, replay.

Import by module: ``seatrial.runtime.virtual`` and so on.
"""
