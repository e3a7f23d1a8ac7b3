import { connect, type Socket } from 'node:net';

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly connections: number;
  /** Over all connections together. */
  readonly requests: number;
}

/**
 * Sends the same POST over and over on connections that stay open, each waiting for its answer before it sends the
 * next. It reads no more of an answer than its status and length, so that the load costs little beside the server.
 *
 * @returns answers a second
 * @throws {Error} at the first answer other than 200
 */
export async function requestRate(load: Load): Promise<number> {
  const { hostname, port, pathname } = new URL(load.url);
  const request = requestText(load, hostname, pathname);
  const sockets = await Promise.all(
    Array.from({ length: load.connections }, () => open(Number(port), hostname)),
  );
  let left = load.requests;
  const start = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      while (left-- > 0) await exchange(socket, request);
    }),
  );
  const elapsedSeconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  return load.requests / elapsedSeconds;
}

function requestText({ headers, body }: Load, host: string, path: string): string {
  const all = {
    host,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

const open = (port: number, host: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });

function exchange(socket: Socket, request: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = '';
    const finish = (outcome: () => void) => {
      socket.off('data', read).off('close', ended);
      outcome();
    };
    const ended = () => finish(() => reject(new Error('The server closed the connection')));
    const read = (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (!isWhole(received)) return;
      finish(() => (received.startsWith('HTTP/1.1 200') ? resolve() : reject(new Error(received))));
    };
    socket.on('data', read).on('close', ended);
    socket.write(request);
  });
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  if (length === undefined) throw new Error('The answer does not say its length');
  return text.length >= end + 4 + Number(length);
}
