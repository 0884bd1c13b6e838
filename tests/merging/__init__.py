"""Tests of `listingkit.merging`."""
