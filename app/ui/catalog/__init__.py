"""The catalogue as a manager edits it: articles, prices, promotions and limits."""
