"""What does the terminal show? Printing only: the work is in `listingkit.workflow`."""
