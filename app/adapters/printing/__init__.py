"""Paper: what turns a ticket into bytes, carries them to a printer and brings its answer back."""
