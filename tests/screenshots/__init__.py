"""`make screenshots`: every main screen and state, light and dark, over a real gateway with the demo agency.

Each picture is of the real window. The states that a healthy gateway never shows are reached as users reach them: a
search that is cancelled, a gateway that was stopped, a folder without a key, a network that breaks. What is clipped in
a picture is told as it is taken.
"""
