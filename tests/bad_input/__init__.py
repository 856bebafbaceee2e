"""What people type and do wrong, each with the sentence they see; nothing is half written."""
