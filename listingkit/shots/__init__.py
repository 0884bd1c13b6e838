"""Which photos must exist, when are they taken, and which are there?"""
