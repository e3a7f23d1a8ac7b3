import { fork } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../server/platform/index.js';
import { type Load, requestRate } from './load.js';
import { median } from './measure.js';
import { withProduct } from './product.js';
import { type Finding, perSecond, thousands } from './report.js';

const ROUNDS = 5;
const REQUESTS_A_ROUND = 3_000; // all rounds together stay below the limit of requests a minute that a key has
const CONNECTIONS = 16;
const QUERY = '{ workspace { name } }';

/** Small GraphQL queries a second with an API key, beside a Fastify route that answers the same text. */
export const benchRequestRate = (): Promise<Finding> =>
  withProduct(async ({ url, key }) => {
    const load = {
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: QUERY }),
      connections: CONNECTIONS,
      requests: REQUESTS_A_ROUND,
    };
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...load.headers },
      body: load.body,
    });
    const bare = await startBareRoute(await response.text());
    try {
      return finding(await inTurns(load, [`${url}/graphql`, `${bare.url}/graphql`]));
    } finally {
      await bare.stop();
    }
  });

function finding(rounds: readonly number[][]): Finding {
  const graphql = median(rounds.map(([rate]) => rate!));
  const bare = median(rounds.map(([, rate]) => rate!));
  return {
    sizes: `Requests: ${ROUNDS} rounds of ${thousands(REQUESTS_A_ROUND)} on ${CONNECTIONS} connections that stay open; each checks its key in the database, reads the workspace there, and passes limits, headers and metrics.`,
    lines: [
      {
        what: `GraphQL \`${QUERY}\` with an API key`,
        measured: perSecond(graphql, 'requests'),
        limit: `bare Fastify route, same answer: ${perSecond(bare, 'requests')}`,
        ratio: median(rounds.map(([rate, limit]) => rate! / limit!)).toFixed(2),
      },
    ],
  };
}

/** Rates by round and address; a first round warms up and is not counted. */
async function inTurns(load: Omit<Load, 'url'>, urls: readonly string[]): Promise<number[][]> {
  const rounds: number[][] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const rates: number[] = [];
    for (const url of urls) rates.push(await requestRate({ ...load, url }));
    rounds.push(rates);
  }
  return rounds.slice(1);
}

async function startBareRoute(body: string) {
  const port = await freePort();
  const child = fork(new URL('./bare-route.js', import.meta.url), {
    env: { ...process.env, BODY: body, PORT: String(port) },
  });
  await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill();
      await once(child, 'close');
    },
  };
}
