"""How do the pages look that go to the shoot on paper?"""
