"""A model file brought to this machine, from a path, the hub, or parts that are joined; checked in any case."""
