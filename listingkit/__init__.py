"""What is listingkit? The build system and the linter for store listings, offline, from one shop folder."""

__version__ = "0.1.0"
