import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Far longer than the limits of any test, so that a connection that outlives it has none. */
export const WAIT_MS = 5_000;
export const BYTE_MS = 40;

interface Heard {
  readonly answer: string;
  readonly isClosed: boolean;
}

/** Sends the beginning of a request and then a byte now and then, until the server ends it or `WAIT_MS` have passed. */
export async function trickle(url: URL, beginning: string, byte = 'x'): Promise<Heard> {
  const socket = connect(Number(url.port), url.hostname);
  const heard = { answer: '', isClosed: false };
  socket.setNoDelay(true).on('error', () => {});
  socket.on('data', (data) => {
    heard.answer += data;
  });
  socket.on('close', () => {
    heard.isClosed = true;
  });
  socket.write(beginning);
  for (const start = Date.now(); !heard.isClosed && Date.now() - start < WAIT_MS; ) {
    await sleep(BYTE_MS);
    if (socket.writable) socket.write(byte);
  }
  socket.destroy();
  return heard;
}

/** The head of a POST request. */
export const head = (path: string, headers: Readonly<Record<string, string | number>>) =>
  [
    `POST ${path} HTTP/1.1`,
    'host: localhost',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
    .join('\r\n')
    .concat('\r\n\r\n');
