"""Which characters of a text may not leave for a store, where are they, and which can be put right safely?"""
