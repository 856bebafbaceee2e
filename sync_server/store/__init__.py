"""Everything that touches Postgres: starting it, its rows, its migrations, its transactions."""
