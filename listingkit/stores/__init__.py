"""What does each store demand? Profiles are data: one .toml per store, each rule with its source and date."""
