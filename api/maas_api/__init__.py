"""Everything with a user: command line and HTTP."""
