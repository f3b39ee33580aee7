"""Ways for wheelchairs, ours and Valhalla's, side by side."""
