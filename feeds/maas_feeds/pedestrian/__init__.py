"""The Japanese government's pedestrian network (歩行空間ネットワーク), read and joined.

See ``docs/pedestrian-network.md``.
"""

from .join import Mode, join_network
from .network import Network, read_network

__all__ = ["Mode", "Network", "join_network", "read_network"]
