import 'reflect-metadata';
import { EventEmitter, on } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { EVERYONE } from '../../../../server/platform/access/authorize.js';
import { Access, createSchema, Role } from '../../../../server/platform/index.js';
import { startServer, useServer } from '../../../support/product/serve.js';

/** Longer than a stream may outlive its session, on a busy machine too. */
const PATIENCE_MS = 15_000;

async function* silence(): AsyncGenerator<number> {
  for await (const [value] of on(new EventEmitter(), 'beat')) yield value;
}

@Resolver()
class SilentResolver {
  @Access(EVERYONE)
  @Query(() => Int)
  rest(): number {
    return 0;
  }

  @Access(EVERYONE)
  @Subscription(() => Int, { subscribe: () => silence() })
  beat(@Root() value: number): number {
    return value;
  }
}

const product = useServer();

it('an open stream does not keep an idle session alive', async () => {
  const { dataSource, toile } = product.toile;
  const schema = await createSchema([new SilentResolver()]);
  const { server, url } = await startServer(toile, dataSource, { schema });
  const cookie = await product.signIn(Role.PM);
  const stream = await fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', cookie },
    body: JSON.stringify({ query: 'subscription { beat }' }),
  });
  expect(stream.status).toBe(200);

  await dataSource.query(
    "UPDATE sessions SET seen_at = now() - interval '2 hours', expires_at = now() + interval '1 second'",
  );

  const ending = await Promise.race([stream.text(), sleep(PATIENCE_MS, 'it goes on', { ref: false })]);
  await server.drain();
  expect(ending).toContain('UNAUTHENTICATED');
});
