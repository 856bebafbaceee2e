"""The prescription grid as plain values, without Qt."""
