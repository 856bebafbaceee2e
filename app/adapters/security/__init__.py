"""Keys and secrets: where the store's key is kept, how PINs are checked, what the device signs."""
