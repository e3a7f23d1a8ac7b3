import { connect } from 'node:net';

/** All that a server answers to some bytes, until it closes the connection. */
export const rawAnswer = (url: string, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let answer = '';
    socket
      .on('data', (chunk) => {
        answer += chunk;
      })
      .on('error', () => {})
      .on('close', () => resolve(answer));
  });
