"""Cards of the training of SIPs."""
