"""Open Badges 3.0, as Verifiable Credentials 2.0 that other people's software understands and verifies."""
