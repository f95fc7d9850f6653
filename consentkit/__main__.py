"""Run consentkit as `python -m consentkit`."""

from consentkit.cli import main

if __name__ == "__main__":
    main()
