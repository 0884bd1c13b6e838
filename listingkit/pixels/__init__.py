"""How is a camera file decoded, turned upright, brought to sRGB, reduced and encoded?"""
