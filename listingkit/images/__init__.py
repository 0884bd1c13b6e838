"""How does a photo become the image that a store accepts?"""
