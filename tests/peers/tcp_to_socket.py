"""Lets programs that know only TCP reach a server's Unix socket: tcp_to_socket.py SOCKET COMMAND…

The command runs with the port in the environment variable TCP_PORT. The exit code is the command's.
"""

import os
import socket
import subprocess
import sys
import threading


def pass_on(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    finally:
        for side in (source, target):
            try:
                side.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def serve(listener, path):
    while True:
        client, _ = listener.accept()
        server = socket.socket(socket.AF_UNIX)
        server.connect(path)
        for ends in ((client, server), (server, client)):
            threading.Thread(target=pass_on, args=ends, daemon=True).start()


def main():
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listener, sys.argv[1]), daemon=True).start()
    environment = dict(os.environ, TCP_PORT=str(listener.getsockname()[1]))
    return subprocess.run(sys.argv[2:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
