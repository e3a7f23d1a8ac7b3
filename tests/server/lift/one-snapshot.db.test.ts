import { expect, it } from '@jest/globals';
import { ItemOrigin } from '../../../server/catalog/index.js';
import { EventKind } from '../../../server/events/index.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';
import { addShop } from '../../support/product/shop.js';
import { ANALYST } from '../../support/product/viewers.js';

const toile = useToile();

const ARMS = 'ai { impressions } human { impressions }';
const REPORT = `query ($input: LiftInput!) { lift(input: $input) {
  allTotals { ${ARMS} } trend { ${ARMS} } byMonth: breakdown(by: MONTH) { ${ARMS} }
  byCategory: breakdown(by: CATEGORY) { ${ARMS} } placebo { stores }
} }`;

const FILE = `query ($input: LiftInput!) { lift(input: $input) { allTotals { ${ARMS} } export(format: JSON) } }`;

it('every part of a report is of one moment while events come in', async () => {
  const { workspaceId } = await addShop(toile.dataSource, [
    { key: 'a', store: 'Nord', origin: ItemOrigin.AI_GENERATED, category: 'dress' },
    { key: 'b', store: 'Nord', category: 'dress' },
  ]);
  const { store, rollups } = toile.toile.events;
  let isBusy = true;
  let sent = 0;
  const sending = (async () => {
    while (isBusy) {
      const events = ['a', 'b'].map((item) => ({
        ...{ kind: EventKind.IMPRESSION, id: `e${sent++}`, visitor: 'ada', item },
        ...{ occurredAt: '2026-01-05T12:00:00Z', payload: () => ({}) },
      }));
      await store.record(OPERATOR, { workspaceId, source: 'test', events });
      if (sent % 20 === 0) await rollups.rollUpUnchecked();
    }
  })();

  try {
    while (sent < 200) {
      const options = { requestedWorkspace: workspaceId };
      const { lift } = await toile.ask(REPORT, { input: { metric: 'CTR' } }, ANALYST, options);
      for (const part of ['trend', 'byMonth', 'byCategory'])
        for (const arms of lift[part]) expect({ part, ...arms }).toEqual({ part, ...lift.allTotals });
      const file = (await toile.ask(FILE, { input: { metric: 'CTR' } }, ANALYST, options)).lift;
      for (const { ai, human } of JSON.parse(file.export).trend)
        expect(file.allTotals).toEqual({
          ai: { impressions: ai.impressions },
          human: { impressions: human.impressions },
        });
    }
  } finally {
    isBusy = false;
    await sending;
  }
});
