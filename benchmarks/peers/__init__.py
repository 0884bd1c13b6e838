"""How do other programs do the same job: a 1,000 px square on white, a mark, JPEG at quality 85?"""
