import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { guardedRequest, HostRefusedError } from '../../../../server/platform/network/guarded-request.js';
import { HostList } from '../../../../server/platform/network/host-list.js';

let server: Server;
let port: number;
const hosts: (string | undefined)[] = [];

beforeAll(async () => {
  server = createServer(({ headers }, response) => {
    hosts.push(headers.host);
    response.end('here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ask = async (host: string, ...allowed: string[]) => {
  const response = await guardedRequest(new URL(`http://${host}:${port}/`), {
    allowed: new HostList(allowed),
  });
  return Buffer.concat(await response.toArray()).toString();
};

it.each([
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0.0.0.0',
  'localhost',
  'LOCALHOST',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
])('refuses %s, whatever it is spelled like', async (host) => {
  hosts.length = 0;

  await expect(ask(host)).rejects.toBeInstanceOf(HostRefusedError);
  await expect(ask(host, '10.0.0.0/8', `127.0.0.1:${port + 1}`)).rejects.toThrow('TOILE_REMOTE_HOSTS');
  expect(hosts).toEqual([]);
});

it('refuses a name with a dot at its end, where it is known', async () => {
  await expect(ask('localhost.')).rejects.toThrow(/TOILE_REMOTE_HOSTS|ENOTFOUND|EAI_AGAIN/);
});

it.each([
  ['127.0.0.1', '127.0.0.1'],
  ['127.0.0.1', '127.0.0.0/8'],
  ['localhost', 'localhost'],
  ['[::ffff:127.0.0.1]', '127.0.0.1'],
])('connects to %s where %s is listed', async (host, entry) => {
  expect(await ask(host, entry)).toBe('here');
});

it('connects to a listed address of a name, under the name', async () => {
  hosts.length = 0;

  expect(await ask('localhost', `127.0.0.1:${port}`)).toBe('here');
  expect(hosts).toEqual([`localhost:${port}`]);
});

it('asks a server of https for the name of the address', async () => {
  const asked: string[] = [];
  const secure = createTlsServer({
    SNICallback: (name, done) => {
      asked.push(name);
      done(new Error('it has no certificate'));
    },
  }).on('tlsClientError', () => {});
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const url = new URL(`https://localhost:${(secure.address() as AddressInfo).port}/`);

  await expect(guardedRequest(url, { allowed: new HostList(['127.0.0.1']) })).rejects.toThrow();
  expect(asked).toEqual(['localhost']);
  await new Promise((resolve) => secure.close(resolve));
});

it('says what to set', async () => {
  await expect(ask('127.0.0.1')).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining(`TOILE_REMOTE_HOSTS=127.0.0.1:${port}`),
  });
});
