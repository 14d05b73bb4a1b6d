"""Processes in which files of other people are read: bounded, shut off from the network and from all files but their
own, and each for one file. Knows nothing of what is in a file."""
