"""Files and sessions other programs speak: traces, prescriptions, lens orders, meshes, codes."""
