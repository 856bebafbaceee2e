"""What the program tells about itself: a log of ids and codes, and reports of crashes."""
