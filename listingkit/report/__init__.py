"""What does the seller look at after a run? One offline page."""
