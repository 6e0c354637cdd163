"""Programs that read a server's files for us. Each says what it found and what it did not look at, and never raises."""
