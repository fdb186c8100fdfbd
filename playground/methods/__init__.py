"""The methods of the Bot API that the playground knows."""

from playground.methods import answering, copying, editing, places, profiles, receiving, sending
from playground.methods.registry import METHODS, Method

ROOMS = (answering, copying, editing, places, profiles, receiving, sending)  # each registers its methods

__all__ = ["METHODS", "ROOMS", "Method"]
