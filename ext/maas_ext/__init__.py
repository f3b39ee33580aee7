"""Private kernels: arrays in, arrays out. Use them through ``maas``."""
