"""Programs that others wrote, which read what listingkit exports."""
