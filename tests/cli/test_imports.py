import subprocess
import sys

# The heavy ones, and all else that `--help` has no use for.
NOT_FOR_HELP = {
    *("textual", "PIL", "onnxruntime", "reportlab", "numpy", "dlib", "face_recognition", "simplejpeg"),
    *("pydantic", "sqlite_utils", "sqlcipher3", "pyrage", "cryptography", "argon2"),
}


def _imported_by(*arguments):
    snippet = (
        "import sys\nfrom consentkit.cli import main\n"
        f"try: main({list(arguments)!r})\nexcept SystemExit: pass\n"
        "print('MODULES', *sorted({m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", snippet], capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("MODULES")[2].split())


def test_help_loads_nothing_heavy():
    assert _imported_by("--help") & NOT_FOR_HELP == set()


def test_asking_for_nothing_shows_the_help_and_loads_nothing_heavy():
    assert _imported_by() & NOT_FOR_HELP == set()


def test_listing_policies_loads_no_pictures_no_pdf_and_no_terminal_application():
    assert _imported_by("policy", "list") & {"textual", "PIL", "onnxruntime", "reportlab", "numpy"} == set()
