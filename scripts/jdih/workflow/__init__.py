"""What holds of a document on its way: its digest, who may decide, where it stands, how long.

Pure: nothing here touches a file, the network, the clock or the environment.
"""
