"""A headless Chromium, spoken to by its own protocol over two pipes: nothing is downloaded."""

import base64
import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_PLACE = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Where the browser looks for its pipes; then becomes the browser."""


def find():
    """Return the browser's path, or nothing where the machine has none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One page in a browser."""

    def __init__(self, program, folder):
        ours, theirs = os.pipe(), os.pipe()
        # Away from 3 and 4.
        read, write = (fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in (ours[0], theirs[1]))

        options = ["--headless=new", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run"]
        options += ["--disable-dev-shm-usage", "--hide-scrollbars", f"--user-data-dir={folder}"]
        # A browser that the administrator starts has no sandbox.
        options += ["--no-sandbox"] if os.geteuid() == 0 else []
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PLACE, str(read), str(write), program, *options, "about:blank"],
            pass_fds=(read, write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for fd in (ours[0], theirs[1], read, write):
            os.close(fd)
        self._to, self._from = os.fdopen(ours[1], "wb"), os.fdopen(theirs[0], "rb")
        self._calls, self._rest, self.events = 0, b"", []
        self._session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError, EOFError):
            self.call("Browser.close")
        self._to.close()
        self._from.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def call(self, method, **parameters):
        self._calls += 1
        message = {"id": self._calls, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._to.write(json.dumps(message).encode() + b"\0")
        self._to.flush()
        while True:
            answer = self._next()
            if answer.get("id") == self._calls:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def _next(self):
        while b"\0" not in self._rest:
            got = os.read(self._from.fileno(), 1 << 16)
            if not got:
                raise EOFError
            self._rest += got
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)

    def open(self, url, *, width, scheme, media="screen"):
        """Load a page as wide as this, in light or dark, for the screen or for paper."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self.call("Emulation.setDeviceMetricsOverride", **size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)
        self.events.clear()
        self.call("Page.navigate", url=url)
        ready = "new Promise(r => document.readyState === 'complete' ? r(1) : onload = () => r(1))"
        self.run(ready)

    def run(self, script):
        """Return what a script says, or what it promises."""
        call = {"expression": script, "returnByValue": True, "awaitPromise": True}
        said = self.call("Runtime.evaluate", **call)
        assert "exceptionDetails" not in said, said["exceptionDetails"]
        return said["result"].get("value")

    def complaints(self):
        """Errors that the page has written since it was opened, and what it has loaded."""
        kinds = ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")
        errors = [event for event in self.events if event["method"] in kinds]
        asked = [event for event in self.events if event["method"] == "Network.requestWillBeSent"]
        return errors, [event["params"]["request"]["url"] for event in asked]

    def picture(self, path, *, whole=True):
        """Write a picture of the page."""
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))
