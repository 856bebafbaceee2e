"""The frame around every screen: window, rail, bars."""
