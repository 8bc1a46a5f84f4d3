"""The page Prioritise as it is read: candidates by score, with how sure the order is and where the room ends."""

from northing.planning.prioritising.board import Board, Row, board

__all__ = ["Board", "Row", "board"]
