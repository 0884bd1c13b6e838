"""How fast is listingkit, how much memory does it take, what do its pictures lose? See docs/performance.md."""
