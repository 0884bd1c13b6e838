"""Where do the sample photographs come from?  This package draws them, from nothing but numbers.

The sample shop has no camera and no umbrellas, so every photograph is modelled: a small 3D scene
(umbrella on white paper, in the open air) is lit for the minute it claims to be taken in, seen
through a pinhole camera, and written as a JPEG that carries what a camera would write.

Run it from the root of the repository:  python -m sample_catalog.drawing [--out DIR] [--only SUBJECT]
"""
