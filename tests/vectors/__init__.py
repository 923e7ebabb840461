"""Generated inputs for every calculator, the same ones every time."""
