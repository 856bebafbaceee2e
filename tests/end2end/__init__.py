"""Whole ways through real processes: two stores, a lab, their server, its Postgres, a printer."""
