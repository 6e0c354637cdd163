"""The outside, behind the ports: stores, executors, watchdogs. Import by module.

The only layer besides the drivers that may touch a clock, a process or a disk.
"""
