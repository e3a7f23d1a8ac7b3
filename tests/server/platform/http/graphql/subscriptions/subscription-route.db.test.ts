import 'reflect-metadata';
import { expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { Args, ArgsType, Field, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { EVERYONE, SIGNED_IN } from '../../../../../../server/platform/access/authorize.js';
import {
  Access,
  createSchema,
  invalidInput,
  Limited,
  Role,
} from '../../../../../../server/platform/index.js';
import { startServer, useServer } from '../../../../../support/product/serve.js';

async function* count(to: number): AsyncGenerator<number> {
  if (to < 0) throw new Error('hunter2');
  for (let i = 1; i <= to; i += 1) yield i;
  if (to === 0) await new Promise(() => {}); // open until the client or the server goes
}

/** Beyond zero, to try what goes wrong. */
const TO = { min: -1, max: 10 };

@ArgsType()
class CountArgs {
  @Field(() => Int)
  @Limited({ range: TO })
  readonly to!: number;
}

@Resolver()
class CountResolver {
  @Access(EVERYONE)
  @Query(() => Int)
  one(): number {
    return 1;
  }

  @Access(SIGNED_IN)
  @Subscription(() => Int, { subscribe: ({ args }) => count(args.to) })
  count(@Root() value: number, @Args(() => CountArgs) { to }: CountArgs): number {
    if (value > 3) throw invalidInput(`${to} is too far`);
    return value;
  }
}

const server = useServer();

async function startCounting() {
  const schema = await createSchema([new CountResolver()]);
  return startServer(server.toile.toile, server.toile.dataSource, { schema });
}

async function collect(url: string, query: string, cookie = '') {
  const client = createClient({ url: `${url}/graphql/stream`, headers: { cookie }, retryAttempts: 0 });
  const results = [];
  for await (const result of client.iterate({ query })) results.push(result);
  return results;
}

it('streams a subscription to whom its rule allows, in the same words for errors', async () => {
  const { server: counting, url } = await startCounting();
  const cookie = await server.signIn(Role.PM);

  expect(await collect(url, 'subscription { count(to: 2) }', cookie)).toEqual([
    { data: { count: 1 } },
    { data: { count: 2 } },
  ]);
  expect((await collect(url, 'subscription { count(to: 4) }', cookie)).at(-1)).toMatchObject({
    errors: [{ message: '4 is too far', extensions: { code: 'INVALID_INPUT' } }],
  });
  expect(await collect(url, 'subscription { count(to: 2) }')).toMatchObject([
    { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
  ]);
  expect(await collect(url, 'subscription { nothing }', cookie)).toMatchObject([
    { errors: [{ message: expect.stringContaining('Cannot query field') }] },
  ]);
  expect(await collect(url, '{ one }', cookie)).toMatchObject([
    { errors: [{ message: expect.stringContaining('send queries and mutations to /graphql') }] },
  ]);
  await counting.drain();
});

it('tells nothing of a defect', async () => {
  const { server: counting, url } = await startCounting();
  const response = await fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      cookie: await server.signIn(Role.PM),
    },
    body: JSON.stringify({ query: 'subscription { count(to: -1) }' }),
  });

  expect(await response.text().catch(String)).not.toContain('hunter2');
  await counting.drain();
});

it('does not keep the server from stopping', async () => {
  const { server: counting, url } = await startCounting();
  const cookie = await server.signIn(Role.PM);
  const ended = collect(url, 'subscription { count(to: 0) }', cookie).catch(() => 'ended');
  await fetch(`${url}/health/live`);

  await counting.drain(100); // returns, or the test runs into its time limit

  expect(await ended).toBe('ended');
});
