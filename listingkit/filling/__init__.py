"""How is the workbook that a store hands out filled, and nothing else in it changed?"""
