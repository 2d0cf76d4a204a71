"""A real server to measure: one gunicorn worker, and the processor time that the kernel says it has used."""

import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

PORT = 8731


class Server:
    """The product with so many worker processes. `cpu()` is the first one's time on a processor so far, in seconds.

    As the scheduler counts it, in nanoseconds: the ticks of `stat` are samples, too coarse for short requests.
    """

    def __init__(self, workers=1):
        self.workers = workers

    def __enter__(self):
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "lms.wsgi",
            "--bind",
            f"127.0.0.1:{PORT}",
            "--workers",
            str(self.workers),
        ]
        command += ["--log-level", "warning", "--no-control-socket"]
        self.master = subprocess.Popen(command, env=os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings"})
        self._wait()
        return self

    def __exit__(self, *_error):
        self.master.send_signal(signal.SIGTERM)
        self.master.wait(timeout=20)

    def _wait(self):
        for _attempt in range(300):
            try:
                connection = HTTPConnection("127.0.0.1", PORT, timeout=20)
                connection.request("GET", "/es/")
                connection.getresponse().read()
                break
            except OSError:
                time.sleep(0.2)
        else:
            raise RuntimeError("The server to measure did not start.")
        self.worker = int(Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text().split()[0])

    def cpu(self):
        threads = Path(f"/proc/{self.worker}/task").iterdir()
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


class Visitor:
    """A signed-in browser over one kept connection."""

    def __init__(self, cookies):
        self.cookies = cookies
        self.connection = HTTPConnection("127.0.0.1", PORT, timeout=60)

    def get(self, path):
        return self._ask("GET", path, None)

    def post(self, path, body):
        return self._ask("POST", path, body)

    def _ask(self, method, path, body):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Accept-Language": "es", "Accept-Encoding": "gzip"}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.cookies["csrftoken"]}
            headers |= {"Origin": f"http://127.0.0.1:{PORT}"}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read()
        if response.status >= 400:
            raise RuntimeError(f"{method} {path} answered {response.status}: {text[:200]!r}")
        return response.status
