import { setImmediate as afterThis } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { GuardedStream } from '../../../../../../server/platform/http/graphql/subscriptions/guarded-stream.js';
import { type DomainError, unauthenticated } from '../../../../../../server/platform/index.js';

/** A source that says when it was let go, and its stream, whose viewer can be refused. */
function guarded(source: () => AsyncGenerator<number>) {
  const held: { refusal: DomainError | null; isLetGo: boolean } = { refusal: null, isLetGo: false };
  async function* results() {
    try {
      yield* source();
    } finally {
      held.isLetGo = true;
    }
  }
  return { held, stream: new GuardedStream(results(), async () => held.refusal) };
}

async function* two() {
  yield 1;
  yield 2;
}

async function* endless() {
  yield 1;
  await new Promise(() => {});
}

const DONE = { done: true, value: undefined };
const FAREWELL = { done: false, value: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } };

it('passes what its source has, to its end', async () => {
  const { stream, held } = guarded(two);

  expect([await stream.next(), await stream.next(), await stream.next(), await stream.next()]).toEqual([
    { done: false, value: 1 },
    { done: false, value: 2 },
    DONE,
    DONE,
  ]);
  expect(held.isLetGo).toBe(true);
});

it('says goodbye instead of a result that came too late, and lets the source go', async () => {
  const { stream, held } = guarded(two);
  await stream.next();
  held.refusal = unauthenticated();

  expect(await stream.next()).toMatchObject(FAREWELL);
  expect(await stream.next()).toEqual(DONE);
  await afterThis();
  expect(held.isLetGo).toBe(true);
});

it('says goodbye to who waits, and to who will ask next', async () => {
  const [waiting, idle] = [guarded(endless), guarded(endless)];
  await Promise.all([waiting.stream.next(), idle.stream.next()]);
  const next = waiting.stream.next();
  for (const { held } of [waiting, idle]) held.refusal = unauthenticated();

  await Promise.all([waiting.stream.check(), idle.stream.check()]);

  expect(await next).toMatchObject(FAREWELL);
  expect(await idle.stream.next()).toMatchObject(FAREWELL);
  expect(await waiting.stream.next()).toEqual(DONE);
  expect(await idle.stream.next()).toEqual(DONE);
});

it('ends without a word for who has gone', async () => {
  const { stream, held } = guarded(two);
  await stream.next();

  expect(await stream.return()).toEqual(DONE);
  held.refusal = unauthenticated();
  await stream.check();

  expect(await stream.next()).toEqual(DONE);
  expect(held.isLetGo).toBe(true);
});

it('fails as its source does', async () => {
  const { stream } = guarded(async function* () {
    yield 1;
    throw new Error('defect');
  });
  await stream.next();

  await expect(stream.next()).rejects.toThrow('defect');
});
