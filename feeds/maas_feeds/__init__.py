"""Every outside format, read into plain tables and built into a city."""
