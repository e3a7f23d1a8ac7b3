import { createConnection, createServer, type Server, type Socket } from 'node:net';

/** A PostgreSQL behind a wire that can be cut. */
export class BreakableDatabase {
  private readonly sockets = new Set<Socket>();
  private isCut = false;
  private server: Server | undefined;

  constructor(private readonly target: URL) {}

  /** @returns the URL to use instead of the target's */
  async open(): Promise<string> {
    this.server = createServer((socket) => this.pipe(socket));
    await new Promise<void>((settle) => this.server!.listen(0, '127.0.0.1', settle));
    const address = this.server.address();
    const url = new URL(this.target);
    url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    return url.href;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((settle) => this.server?.close(settle));
  }

  private pipe(socket: Socket): void {
    if (this.isCut) {
      socket.destroy();
      return;
    }
    const target = createConnection(Number(this.target.port), this.target.hostname);
    for (const [from, to] of [
      [socket, target],
      [target, socket],
    ] as const) {
      this.sockets.add(from);
      from
        .on('error', () => {})
        .on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
      from.pipe(to);
    }
  }
}
