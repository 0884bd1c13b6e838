"""What was measured on each photo, and is the photo file sound?"""
