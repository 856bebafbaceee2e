"""What every test is held to, whatever it tests: a quiet log and no loose ends."""
