"""Which characters may leave."""
