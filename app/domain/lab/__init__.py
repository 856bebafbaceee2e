"""The lab's own words: work orders, tickets and edging."""
