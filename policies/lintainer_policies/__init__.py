"""The built-in policies: one module and one page each, by group; `catalogue` lists them."""
