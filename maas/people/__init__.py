"""Who travels: mobility profiles, their limits, speeds and preferences."""
