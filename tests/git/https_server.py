"""https_server.py – git's own server (git http-backend) behind TLS on a port of 127.0.0.1.

usage: https_server.py PROJECT-ROOT CERTIFICATE-AND-KEY; the port is the first line it prints. It ends with
its standard input: whoever started it holds the other end, and may be killed.
Below /ask it wants a password, below /moved and /away it sends the client on (to the same host, to
another), below /broken it fails.
"""
import os
import ssl
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROOT, CERTIFICATE = sys.argv[1:3]


class Handler(BaseHTTPRequestHandler):
    def refuse(self, status, header=None):
        self.send_response(status)
        if header:
            self.send_header(*header)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_on(self, prefix, host):
        port = self.server.server_address[1]
        target = "https://%s:%d%s" % (host, port, self.path[len(prefix):])
        return self.refuse(301, ("Location", target))

    def answer(self):
        path, _, query = self.path.partition("?")
        if path.startswith("/ask"):
            return self.refuse(401, ("WWW-Authenticate", 'Basic realm="x"'))
        if path.startswith("/moved"):
            return self.send_on("/moved", "localhost")
        if path.startswith("/away"):
            return self.send_on("/away", "127.0.0.1")
        if path.startswith("/broken"):
            return self.refuse(500)
        length = int(self.headers.get("Content-Length") or 0)
        environment = dict(
            os.environ, GIT_PROJECT_ROOT=ROOT, GIT_HTTP_EXPORT_ALL="1", PATH_INFO=path,
            QUERY_STRING=query, REQUEST_METHOD=self.command, REMOTE_ADDR="127.0.0.1",
            CONTENT_TYPE=self.headers.get("Content-Type") or "")
        if length:
            environment["CONTENT_LENGTH"] = str(length)
            body = self.rfile.read(length)
        else:
            body = self.read_chunks()
        result = subprocess.run(["git", "http-backend"], input=body, env=environment,
                                stdout=subprocess.PIPE, check=False).stdout
        head, _, content = result.partition(b"\r\n\r\n")
        headers = [line.split(": ", 1) for line in head.decode().split("\r\n") if line]
        status = int(dict(headers).pop("Status", "200").split()[0])
        self.send_response(status)
        for name, value in headers:
            if name != "Status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def read_chunks(self):
        body = b""
        if self.headers.get("Transfer-Encoding") != "chunked":
            return body
        while True:
            size = int(self.rfile.readline(), 16)
            body += self.rfile.read(size)
            self.rfile.readline()
            if size == 0:
                return body

    do_GET = do_POST = answer

    def log_message(self, *arguments):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERTIFICATE)
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
while os.read(0, 1):
    pass
