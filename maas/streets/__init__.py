"""Streets for walking: the graph, what it costs, and the search over it."""
