import { setTimeout as sleep } from 'node:timers/promises';

/** What the worker says of its readiness, once it is as expected or has not become so for a long time. */
export async function readiness(port: number, expected: number) {
  const ask = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/v2/health/ready`).catch(() => null);
    return { status: answer?.status ?? null, body: await answer?.json() };
  };
  let found = await ask();
  for (let tries = 0; found.status !== expected && tries < 300; tries++) {
    await sleep(100);
    found = await ask();
  }
  return found;
}
