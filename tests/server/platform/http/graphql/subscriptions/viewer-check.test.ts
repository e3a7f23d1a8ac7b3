import { expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { ANONYMOUS } from '../../../../../../server/platform/access/viewer.js';
import { ViewerCheck } from '../../../../../../server/platform/http/graphql/subscriptions/viewer-check.js';
import { Role, rateLimited, unauthenticated, type Viewer } from '../../../../../../server/platform/index.js';
import { viewerOf } from '../../../../../support/product/viewers.js';

const PM = viewerOf(Role.PM);

const requestOf = (cookie: string, viewer: Viewer = PM) =>
  ({ headers: { cookie }, viewer }) as unknown as FastifyRequest;

const refusal = async (now: () => Promise<Viewer>) =>
  (await new ViewerCheck(now).refusal(requestOf('a')))?.code ?? null;

it('tells who is no longer who they were, and lets all others be', async () => {
  expect(await refusal(async () => ({ ...PM }))).toBeNull();
  expect(await refusal(async () => ANONYMOUS)).toBe('UNAUTHENTICATED');
  expect(await refusal(async () => ({ ...PM, role: Role.ADMIN }))).toBe('FORBIDDEN');
  expect(await refusal(() => Promise.reject(unauthenticated()))).toBe('UNAUTHENTICATED');
  expect(await refusal(() => Promise.reject(rateLimited('later', 1)))).toBe('RATE_LIMITED');
  await expect(refusal(() => Promise.reject(new Error('defect')))).rejects.toThrow('defect');
});

it('waits for a database that is gone for a moment', async () => {
  let tries = 0;

  expect(
    await refusal(async () => {
      tries += 1;
      if (tries < 2) throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
      return PM;
    }),
  ).toBeNull();
  expect(tries).toBe(2);
});

it('asks once at a time for all that one sender has open, and again after that', async () => {
  const asked: unknown[] = [];
  const check = new ViewerCheck(async ({ headers }) => {
    asked.push(headers.cookie);
    return PM;
  });

  await Promise.all(['a', 'a', 'b', 'a'].map((cookie) => check.refusal(requestOf(cookie))));
  expect(asked).toEqual(['a', 'b']);

  await check.refusal(requestOf('a'));
  expect(asked).toEqual(['a', 'b', 'a']);
});
