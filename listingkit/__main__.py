"""What does `python -m listingkit` do? The same as the console script."""

from listingkit.cli.app import main

main()
