"""Values and errors that every room shares. Standard library only."""

# Set by a gateway for its kernels. Names a file that only its owner can read: {"url": …, "token": …, "certificate": …}.
GATEWAY_VARIABLE = "CONVERGIO_GATEWAY"
