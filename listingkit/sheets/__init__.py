"""How do spreadsheets look that people and stores open?"""
