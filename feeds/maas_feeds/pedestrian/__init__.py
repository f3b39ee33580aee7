"""The Japanese government's pedestrian network (歩行空間ネットワーク), read and joined.

See ``docs/pedestrian-network.md``.
"""

from .files import files_of
from .join import Mode, join_networks
from .network import Network, read_network

__all__ = ["Mode", "Network", "files_of", "join_networks", "read_network"]
