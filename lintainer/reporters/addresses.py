"""Where the project is published, as the installed distribution says it of itself.

The keys `Homepage` and `Documentation` of `[project.urls]` in pyproject.toml end up in the metadata of an installation.
Without a Homepage the tool is known by the page that the Python package index has for a distribution of its name (readers of
SARIF warn of a tool without an address: SARIF2005 of the Multitool); without a Documentation no policy's page is linked to.
"""

from __future__ import annotations

from functools import cache

from lintainer.policy import Policy

INDEX = "https://pypi.org/project/lintainer/"


def homepage() -> str:
    """Return the project's page."""
    return _addresses().get("homepage", INDEX)


def help_address(policy: Policy) -> str | None:
    """Return the page of a policy of lintainer's own on the project's site (docs/build.py gives each its path)."""
    site = _addresses().get("documentation")
    own = policy.module.partition(".")[0] == "lintainer_policies"
    return None if site is None or not own else f"{site.rstrip('/')}/policies/{policy.id}/"


@cache
def _addresses() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        given = metadata("lintainer").get_all("Project-URL") or []
    except PackageNotFoundError:  # not installed: a checkout on the path
        return {}
    pairs = (line.partition(",") for line in given)
    return {label.strip().lower(): address.strip() for label, _, address in pairs if address.strip().startswith("https://")}
