"""Judging conversations from their traces: checks, whose fault, why, and how sure one can be. Import by module."""
