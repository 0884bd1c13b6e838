"""What does a product look like in a store: wording, prices, options, pictures, rows?"""
