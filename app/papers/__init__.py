"""What each paper says, block by block and in the shop's language; pure, and drawn elsewhere."""
