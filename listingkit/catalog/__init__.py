"""What does the seller sell? Products, options, variants and looks, read from the seller's own sheets."""
