import { expect, it } from '@jest/globals';
import { DEMO_SETTINGS } from '../../server/demo/index.js';
import { firstPage } from '../../server/first-start.js';
import { OPERATOR } from '../../server/platform/index.js';
import { mainWorkspace } from '../support/product/catalog.js';
import { useToile } from '../support/product/execute.js';

const toile = useToile();

it('the first administrator begins at the demo: at its load while it lasts, then at its lift', async () => {
  const { demo } = toile.toile;
  const workspace = await mainWorkspace(toile.dataSource);
  const settings = { ...DEMO_SETTINGS, stores: 2, items: 40, days: 1, visits: 40 };

  const withoutDemo = await firstPage(toile);
  const { id } = await demo.service.request(OPERATOR, workspace.id);
  const underWay = await firstPage(toile);
  await demo.service.load(OPERATOR, { settings, endsOn: '2026-03-02' });
  const loaded = await firstPage(toile);

  expect([withoutDemo, underWay, loaded]).toEqual([null, `/w/main/demo/${id}`, '/w/demo/lift']);
});
