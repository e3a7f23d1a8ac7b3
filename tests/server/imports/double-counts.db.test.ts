import { beforeAll, expect, it } from '@jest/globals';
import { ImportKind } from '../../../server/imports/index.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';

const product = useToile();
let workspaceId: string;

beforeAll(async () => {
  workspaceId = (await product.toile.catalog.workspaces.resolve(OPERATOR, null)).id;
});

const COUNTS = 'store,item,origin,scenario,day,impressions,clicks,orders';

/** What a dry run and then the import say of double counts. */
async function saidOf(kind: ImportKind, header: string, lines: readonly string[]) {
  const said = [];
  for (const dryRun of [true, false]) {
    const source = textSource('file.csv', [header, ...lines].join('\n'));
    const { tallies } = await product.toile.imports.files.importFile(OPERATOR, {
      ...{ kind, workspaceId, source, dryRun },
      maps: [],
    });
    const { mixedDays, mixedScenarios, besideEvents, besideTotals } = tallies;
    said.push({ mixedDays, mixedScenarios, besideEvents, besideTotals });
  }
  return said;
}

const countsSay = (...lines: string[]) => saidOf(ImportKind.COUNTS, COUNTS, lines);
const eventsSay = (...lines: string[]) => saidOf(ImportKind.EVENTS, 'kind,time,visitor,item,order', lines);

const twice = (said: object) => [expect.objectContaining(said), expect.objectContaining(said)];
const NONE = { mixedDays: 0, mixedScenarios: 0, besideEvents: 0 };

it('says the same of totals with a day and without in a dry run and in the import', async () => {
  expect(await countsSay('s,d,AI_GENERATED,,,1000,10,2', 's,d,AI_GENERATED,,2026-03-01,400,4,1')).toEqual(
    twice({ ...NONE, mixedDays: 2 }),
  );
});

it('warns of a total without a scenario and of its parts, in one file and in two', async () => {
  expect(
    await countsSay('s,t,AI_GENERATED,,2026-03-01,1000,10,2', 's,t,AI_GENERATED,SEARCH,2026-03-01,600,6,1'),
  ).toEqual(twice({ ...NONE, mixedScenarios: 2 }));
  expect(await countsSay('s,t,AI_GENERATED,RECOMMENDATION,2026-03-01,400,4,1')).toEqual(
    twice({ ...NONE, mixedScenarios: 1 }),
  );
  expect(await countsSay('s,t,AI_GENERATED,,2026-03-02,50,1,0')).toEqual(twice(NONE));
});

it('does not warn of a shop that counts OTHER apart', async () => {
  const lines = ['s,o,AI_GENERATED,OTHER,2026-03-01,1000,10,2', 's,o,AI_GENERATED,SEARCH,2026-03-01,600,6,1'];

  expect(await countsSay(...lines)).toEqual(twice(NONE));
  expect(await countsSay(...lines, 's,o,AI_GENERATED,RECOMMENDATION,2026-03-01,5,0,0')).toEqual(twice(NONE));
});

it('warns of totals and events of the same item and day, whichever came first', async () => {
  await countsSay('s,e,AI_GENERATED,,2026-03-01,1000,10,2', 's,f,AI_GENERATED,,,1000,10,2');

  expect(
    await eventsSay(
      'ORDER,2026-03-01T10:00:00Z,v1,e,o-1',
      'ORDER,2026-03-02T10:00:00Z,v1,e,o-2',
      'ORDER,2026-03-05T10:00:00Z,v1,f,o-3',
      'RETURN,2026-03-06T10:00:00Z,v1,e,o-1',
    ),
  ).toEqual(twice({ besideTotals: 3 }));
  const more = ['s,e,AI_GENERATED,,2026-03-02,5,1,1', 's,e,AI_GENERATED,,2026-03-03,5,1,1'];
  expect(await countsSay(...more)).toEqual(twice({ ...NONE, besideEvents: 1 }));

  await product.toile.events.rollups.rollUpUnchecked();
  const restated = ['s,e,AI_GENERATED,,2026-03-02,5,2,1', 's,f,AI_GENERATED,,,900,9,1'];
  expect(await countsSay(...restated, 's,g,AI_GENERATED,,2026-03-02,5,1,1')).toEqual(
    twice({ ...NONE, besideEvents: 2 }),
  );
});
