#!/usr/bin/python3
"""Measure `iamsim serve` with wrk.

    measure.py IAMSIM [--seconds N] [--connections N]

Prints requests a second, latencies and the server's processor time a request
for signed calls, and how long it takes from the start to the first answer. Each
signature is checked and each call decided on; wrk sends one request again and
again, which is good for fifteen minutes. Needs wrk and python3-botocore.
"""
import argparse
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORLD = os.path.join(ROOT, "corpus", "worlds", "acme")
USER, ACCOUNT = "diego", "444455556666"
IDENTITY = ("sts", "Action=GetCallerIdentity&Version=2011-06-15")
CALLS = [
    ("GetCallerIdentity, which everybody may", *IDENTITY),
    ("ec2:DescribeInstances, allowed", "ec2", "Action=DescribeInstances&Version=2016-11-15"),
    ("iam:ListUsers, denied and explained", "iam", "Action=ListUsers&Version=2010-05-08"),
]
REGION = "eu-central-1"


class Server:
    def __init__(self, iamsim, state):
        self.process = subprocess.Popen(
            [iamsim, "serve", "--state", state, "--world", WORLD, "--port", "0"],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.port = int(re.search(r":(\d+)$", line.strip()).group(1))
        self.url = "http://127.0.0.1:%d" % self.port

    def seconds_used(self):
        with open("/proc/%d/stat" % self.process.pid) as f:
            fields = f.read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def make_key(iamsim, state):
    out = subprocess.run(
        [iamsim, "keys", "create", "--state", state, "--world", WORLD, "--user",
         USER, "--account", ACCOUNT, "--format", "json"],
        check=True, capture_output=True, text=True).stdout
    return Credentials(re.search(r'"AccessKeyId":\s*"(\w+)"', out).group(1),
                       re.search(r'"SecretAccessKey":\s*"([^"]+)"', out).group(1))


def signed_headers(url, key, service, form):
    request = AWSRequest("POST", url + "/", data=form, headers={
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"})
    SigV4Auth(key, service, REGION).add_auth(request)
    headers = {name: value.decode() if isinstance(value, bytes) else value
               for name, value in request.prepare().headers.items()}
    headers["Host"] = url.split("//")[1]
    return headers


def write_script(path, headers, form):
    with open(path, "w") as f:
        f.write('wrk.method = "POST"\nwrk.body = "%s"\n' % form)
        for name, value in headers.items():
            if name not in ("Content-Length", "Host"):
                f.write('wrk.headers["%s"] = "%s"\n' % (name, value))


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(number) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]


def run_wrk(server, key, service, form, args, scratch):
    script = os.path.join(scratch, "call.lua")
    write_script(script, signed_headers(server.url, key, service, form), form)
    before = server.seconds_used()
    out = subprocess.run(
        ["wrk", "-t1", "-c%d" % args.connections, "-d%ds" % args.seconds,
         "--latency", "-s", script, server.url + "/"],
        check=True, capture_output=True, text=True).stdout
    used = server.seconds_used() - before
    requests = int(re.search(r"(\d+) requests in", out).group(1))
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    errors = re.search(r"Socket errors: (.*)", out)
    return {
        "a second": float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)),
        "p50 ms": milliseconds(re.search(r"50%\s+(\S+)", out).group(1)),
        "p99 ms": milliseconds(re.search(r"99%\s+(\S+)", out).group(1)),
        "server us": used / requests * 1e6,
        "refused": int(failed.group(1)) / requests if failed else 0,
        "errors": errors.group(1) if errors else "none",
    }


def first_answer(iamsim, state, key):
    """Milliseconds from the start of a process to a signed call's answer."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    url = "http://127.0.0.1:%d" % port
    service, form = IDENTITY
    headers = signed_headers(url, key, service, form)
    text = "POST / HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n%s" % (
        "\r\n".join("%s: %s" % h for h in headers.items()), form)
    began = time.perf_counter()
    process = subprocess.Popen(
        [iamsim, "serve", "--state", state, "--world", WORLD, "--port", str(port)],
        stdout=subprocess.DEVNULL)
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port)) as s:
                s.sendall(text.encode())
                answer = s.recv(4096)
            break
        except ConnectionRefusedError:
            time.sleep(0.0005)
    took = (time.perf_counter() - began) * 1e3
    process.terminate()
    process.wait()
    if b" 200 " not in answer:
        sys.exit("the first answer was %r" % answer[:200])
    return took


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("iamsim")
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=64)
    args = parser.parse_args()
    scratch = tempfile.mkdtemp()
    state = os.path.join(scratch, "state")
    try:
        key = make_key(args.iamsim, state)
        server = Server(args.iamsim, state)
        print("%-42s %10s %8s %8s %10s %8s  %s" % (
            "call", "a second", "p50 ms", "p99 ms", "server us", "4xx", "errors"))
        for name, service, form in CALLS:
            row = run_wrk(server, key, service, form, args, scratch)
            print("%-42s %10.0f %8.2f %8.2f %10.1f %7.0f%%  %s" % (
                name, row["a second"], row["p50 ms"], row["p99 ms"], row["server us"],
                row["refused"] * 100, row["errors"]))
        server.stop()
        times = [first_answer(args.iamsim, state, key) for _ in range(15)]
        print("start to first answer on acme: median %.0f ms, worst %.0f ms of %d" % (
            statistics.median(times), max(times), len(times)))
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    main()
