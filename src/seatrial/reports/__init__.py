"""What a run looks like to people and programs: terminal text, JSON, one HTML file. Reads results and traces only."""
