"""The wire: frozen models of every released form, shared by desktop and server."""
