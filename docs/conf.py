"""The documentation as a site: `python3 check.py site` builds it into `target/site`."""

import os
import shutil
import sys
from pathlib import Path

from sphinx.application import Sphinx

import matchwright

# The extension beside this file, which lists what the package offers.
sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Matchwright"
author = "The Matchwright developers"
project_copyright = "The Matchwright developers"
version = release = matchwright.__version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "public",
]
exclude_patterns = ["_ext"]

# Tests run the code of pages (python/tests/test_pages.py), the build that of notebooks.
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_execution_timeout = 120
# What a notebook shows is small; a picture stands for a chart where no script runs.
nb_merge_streams = True
nb_mime_priority_overrides = [("html", "image/svg+xml", 0), ("html", "text/html", 1)]

# A name in backticks is one of the package's where there is one.
default_role = "py:obj"
add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_google_docstring = False
# Otherwise words such as "table" and "id" in the types of parameters would be looked up as names.
napoleon_use_param = False
napoleon_use_rtype = False

html_theme = "furo"
html_title = "Matchwright"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sphinx = False
html_copy_source = False
html_show_sourcelink = False
# Colours of code that can be read: at least 4.5 to 1 against what is behind them.
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"

# What `cargo doc` made stands beside the pages; reference/rust.md links to it.
ROOT = Path(__file__).parents[1]
RUST = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "doc"


def add_rust(app: Sphinx, failed: Exception | None) -> None:
    """Copy the Rust documentation, where there is one."""
    if failed is None and RUST.exists():
        shutil.copytree(RUST, Path(app.outdir) / "rust", dirs_exist_ok=True)


def setup(app: Sphinx) -> None:
    """Ask to be told when the pages are there."""
    app.connect("build-finished", add_rust)
