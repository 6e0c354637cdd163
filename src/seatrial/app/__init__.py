"""Wiring: what the command line, pages and notebooks share. Loads agents, runs suites, keeps and finds runs."""
