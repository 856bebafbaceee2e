"""The sync server: takes the facts of every device, keeps them in Postgres, sends state down."""
