"""Bodies (cơ quan): as they are written, and in full."""
