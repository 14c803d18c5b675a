"""Sizes as people write them."""


def size(number: int) -> str:
    """Return a number of bytes in the largest unit that divides it: `512 MiB`, `1000 bytes`."""
    for power, unit in ((30, "GiB"), (20, "MiB"), (10, "KiB")):
        if number and number % (1 << power) == 0:
            return f"{number >> power} {unit}"
    return f"{number} byte{'' if number == 1 else 's'}"
