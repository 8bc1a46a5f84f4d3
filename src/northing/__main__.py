import sys

from northing.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
