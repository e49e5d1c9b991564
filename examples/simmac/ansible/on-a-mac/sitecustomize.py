"""Tells Python programs that they run on a Mac: the only thing that is faked."""
import os
import platform

_uname = os.uname()


def _darwin():
    return os.uname_result(("Darwin", _uname.nodename, "23.5.0", "Darwin Kernel Version 23.5.0", "arm64"))


os.uname = _darwin
platform.system = lambda: "Darwin"
