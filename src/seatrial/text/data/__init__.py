"""Word lists the slot parsers read: data only, no behaviour."""
