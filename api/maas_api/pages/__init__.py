"""Pages of plain HTML: complete without scripts, nothing loaded from elsewhere."""
