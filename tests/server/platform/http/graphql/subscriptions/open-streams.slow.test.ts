import 'reflect-metadata';
import { EventEmitter, on } from 'node:events';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { EVERYONE } from '../../../../../../server/platform/access/authorize.js';
import {
  Access,
  createSchema,
  type HttpServer,
  OPERATOR,
  Role,
  Scope,
} from '../../../../../../server/platform/index.js';
import { answerOf, postGraphql, startServer, useServer } from '../../../../../support/product/serve.js';

/** Longer than a stream may outlive its viewer, on a busy machine too. */
const PATIENCE_MS = 15_000;

const pulse = new EventEmitter().setMaxListeners(0);

async function* beats(): AsyncGenerator<number> {
  yield 0;
  for await (const [value] of on(pulse, 'beat')) yield value;
}

@Resolver()
class BeatResolver {
  @Access(EVERYONE)
  @Query(() => Int)
  rest(): number {
    return 0;
  }

  @Access(EVERYONE)
  @Subscription(() => Int, { subscribe: () => beats() })
  beat(@Root() value: number): number {
    return value;
  }
}

const product = useServer();
const held = {} as { server: HttpServer; url: string };

beforeAll(async () => {
  const schema = await createSchema([new BeatResolver()]);
  Object.assign(
    held,
    await startServer(product.toile.toile, product.toile.dataSource, { schema, trustProxy: true }),
  );
});
afterAll(() => held.server.drain());

type Headers = Record<string, string>;

/** A stream and what came through it so far. */
class Stream {
  text = '';
  private readonly over: Promise<void>;

  private constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {
    this.over = response.ok ? this.read() : Promise.resolve();
  }

  static async open(headers: Headers): Promise<Stream> {
    const abort = new AbortController();
    const response = await fetch(`${held.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      body: JSON.stringify({ query: 'subscription { beat }' }),
      signal: abort.signal,
    });
    const stream = new Stream(response, abort);
    if (response.ok) await until(() => stream.text.includes('{"beat":0}'));
    return stream;
  }

  /** The code of the error that it ended with; says so where it goes on. */
  async ending(): Promise<string> {
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, 'patience').unref());
    if ((await Promise.race([this.over, patience])) === 'patience') return 'it goes on';
    const last = this.text.split('event: next\ndata: ').at(-1)!.split('\n')[0]!;
    const [error] = JSON.parse(last).errors ?? [];
    return this.text.includes('event: complete') ? (error?.extensions.code ?? 'no error') : 'no "complete"';
  }

  close(): void {
    this.abort.abort();
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body!) this.text += decoder.decode(chunk as Uint8Array);
    } catch {
      // closed by the test
    }
  }
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isTrue()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
}

const idOf = async (cookie: string): Promise<string> =>
  (await answerOf(await postGraphql(product.url, '{ viewer { id } }', { cookie }))).data.viewer.id;

const signOut = (cookie: string) => postGraphql(product.url, 'mutation { signOut }', { cookie });

it('end when the authority that opened them does, and no others', async () => {
  const { users, keys } = product.toile.toile.people;
  const cookies = await Promise.all([Role.PM, Role.PM, Role.PM, Role.PM].map(product.signIn));
  const [leaving, disabled, promoted, staying] = cookies as [string, string, string, string];
  const { apiKey, secret } = await keys.add(OPERATOR, { name: 'shop', scopes: [Scope.READ] });
  const key = { authorization: `Bearer ${secret}` };
  const streams = await Promise.all(
    [...cookies.map((cookie) => ({ cookie })), key].map((headers) => Stream.open(headers as Headers)),
  );

  await signOut(leaving);
  await users.change(OPERATOR, { id: await idOf(disabled), disabled: true });
  await users.change(OPERATOR, { id: await idOf(promoted), role: Role.ANALYST });
  await keys.revoke(OPERATOR, apiKey.id);

  const [first, second, third, fourth, fifth] = streams as [Stream, Stream, Stream, Stream, Stream];
  const endings = await Promise.all([first, second, third, fifth].map((stream) => stream.ending()));
  expect(endings).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'FORBIDDEN', 'UNAUTHENTICATED']);
  pulse.emit('beat', 7);
  await until(() => fourth.text.includes('{"beat":7}'));
  expect(fourth.text).toContain('{"beat":7}');
  expect(await idOf(staying)).toBeTruthy();
  fourth.close();
});

it('bring no result to who has signed out', async () => {
  const cookie = await product.signIn(Role.PM);
  const stream = await Stream.open({ cookie });
  await signOut(cookie);

  pulse.emit('beat', 8);

  expect(await stream.ending()).toBe('UNAUTHENTICATED');
  expect(stream.text).not.toContain('{"beat":8}');
});

it('are ten for a viewer, and one more when one has closed', async () => {
  const cookie = await product.signIn(Role.PM);
  const streams = await Promise.all(Array.from({ length: 10 }, () => Stream.open({ cookie })));
  expect(streams.map(({ response }) => response.status)).toEqual(Array(10).fill(200));

  const { response } = await Stream.open({ cookie });

  expect([response.status, Number(response.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect((await answerOf(response)).errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
  const other = await Stream.open({ cookie: await product.signIn(Role.PM) });
  expect(other.response.status).toBe(200);

  streams[0]!.close();
  let again = response.status;
  await until(async () => {
    const next = await Stream.open({ cookie });
    streams.push(next);
    again = next.response.status;
    return again === 200;
  });
  expect(again).toBe(200);
  for (const stream of [...streams, other]) stream.close();
});

it('are ten for all addresses of one network', async () => {
  const from = (address: string) => Stream.open({ 'x-forwarded-for': address });
  const streams = await Promise.all(Array.from({ length: 10 }, (_, n) => from(`2001:db8:0:1::${n}`)));
  expect(streams.map(({ response }) => response.status)).toEqual(Array(10).fill(200));

  const same = await from('2001:db8:0:1:ffff::1');
  const other = await from('2001:db8:0:2::1');

  expect([same.response.status, other.response.status]).toEqual([429, 200]);
  for (const stream of [...streams, other]) stream.close();
});
