import { it } from '@jest/globals';
import { DEMO_SETTINGS } from '../../../server/demo/index.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';
import { expectTrueLifts } from './true-lifts.js';

const toile = useToile();

it('holds the true lifts inside the intervals of the reports', async () => {
  // Enough events for narrow intervals, with few items so that it loads fast.
  const settings = { ...DEMO_SETTINGS, stores: 60, items: 600, days: 7, visits: 20_000 };
  await toile.toile.demo.service.load(OPERATOR, { settings, endsOn: '2026-03-02' });

  await expectTrueLifts(toile, {
    stores: { searchCtr: 56, recommendationCtr: 50, conversion: 19 },
    width: 0.3,
  });
});
