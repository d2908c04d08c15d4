"""Values and errors that every room shares. Standard library only."""

# Set by a gateway for its kernels. Names a file that only its owner can read: {"url": …, "token": …, "certificate": …}.
GATEWAY_VARIABLE = "CONVERGIO_GATEWAY"

# Set by a classroom for its kernels: a cell there offers its question instead of asking it while the page loads.
CLASSROOM_VARIABLE = "CONVERGIO_CLASSROOM"

# Tells a classroom's gateway which kernel, and so which visitor, is asking.
VISITOR_HEADER = "X-Convergio-Visitor"

# The account of whoever runs a host. A host with visitors gives each of them one of their own.
OWNER = "me"

# Stands in the ledger where a question names its teacher: a model was examined by the doctor.
CHECKS = "checks"


def is_visitor(account: str) -> bool:
    """Whether ``account`` belongs to somebody else than the owner of the host."""
    return account != OWNER
