"""The command line: one command per file. Data on stdout, progress on stderr, the next command last."""
