"""The page Prioritise as it is read: candidates by score, how sure their order is, where the room ends."""

from northing.planning.prioritising.board import Board, Row, board

__all__ = ["Board", "Row", "board"]
