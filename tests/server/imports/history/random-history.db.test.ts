import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { useToile } from '../../../support/product/execute.js';
import { HISTORY, replayed } from './random-history.js';

const product = useToile();
const NUMBER_OF_RUNS = Number(process.env.TOILE_HISTORIES ?? 4);

it('any imports and reverts leave what there would be without the imports that were reverted', async () => {
  let reverts = 0;
  await fc.assert(
    fc.asyncProperty(HISTORY, async (steps) => {
      const { left, never, reverted } = await replayed(product, steps);
      reverts += reverted;
      expect(left).toEqual(never);
    }),
    { numRuns: NUMBER_OF_RUNS },
  );
  if (process.env.TOILE_HISTORIES) process.stdout.write(`${reverts} reverts\n`);
}, 3_600_000);
