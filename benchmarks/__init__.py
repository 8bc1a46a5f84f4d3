"""Speed and quality, measured: each module prints one JSON object as its last line."""

import os

# Our matrices are small: on a busy machine the threads of the algebra library only wait for each other, and a
# run takes eight times as long. Set before numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
