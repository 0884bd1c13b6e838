"""How do edits that were made by hand in an exported file come home into the shop?"""
