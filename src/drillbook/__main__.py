"""Lets ``python -m drillbook`` run the command line."""

from drillbook.cli import main

if __name__ == "__main__":
    main()
