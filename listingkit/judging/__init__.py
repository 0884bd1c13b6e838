"""Is each photo good enough, by its facts, its siblings and its name? Nothing here reads a photo."""
