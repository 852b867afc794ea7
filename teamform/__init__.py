"""teamform forms multidisciplinary mission teams."""

import os

__version__ = "0.1.0"

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Its matrices are sparse: threads for dense ones, started with numpy, would only keep the other cores busy waiting."""
