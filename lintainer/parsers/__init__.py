"""Front ends: text in, the normalized model out."""
