"""Every claim of the README, re-runnable on any data folder."""
