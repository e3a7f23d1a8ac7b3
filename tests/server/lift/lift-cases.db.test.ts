import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { Scope, type Viewer } from '../../../server/platform/index.js';
import { useToile } from '../../support/product/execute.js';
import { expectReference, LIFT_CASES, liftCase } from '../statistics/same-store/lift-cases.js';

const toile = useToile();

const IMPORT =
  'mutation ($rows: [CountRowInput!]!) { importCounts(input: { rows: $rows }) { accepted rejected { row reason } } }';
const ESTIMATE =
  'value lower upper standardError withinStandardError halfWidthFrom pValue stores reason caveat excluded { store { name } reason }';
const LIFT = `query ($input: LiftInput!) {
  lift(input: $input) {
    averageRates { ${ESTIMATE} effectiveStores } trafficWeighted { ${ESTIMATE} effectiveStores }
    equalWeight { ${ESTIMATE} } biasCorrected { ${ESTIMATE} } logRatio { ${ESTIMATE} }
    randomEffects { ${ESTIMATE} tau2 iSquared q qPValue predictionLower predictionUpper }
    stores { store { name } lift lower upper degreesOfFreedom varianceFrom }
    pooledItemVariance { ai human degreesOfFreedomAi degreesOfFreedomHuman } pooledRate
  }
}`;

/** An API key that may both import and read, in a workspace of its own. */
async function newWorkspace(): Promise<Viewer> {
  const [{ id }] = await toile.dataSource.query(
    'INSERT INTO workspaces (slug, name) VALUES ($1, $1) RETURNING id',
    [`w-${randomUUID()}`],
  );
  const scopes = [Scope.COUNTS_WRITE, Scope.READ];
  return { kind: 'key', keyId: randomUUID(), name: 'test', workspaceId: id, scopes };
}

it.each(LIFT_CASES)('answers %s, imported and asked for, as the independent program does', async (id) => {
  const { metric, rows, expected } = liftCase(id);
  const viewer = await newWorkspace();
  const { importCounts } = await toile.ask(IMPORT, { rows }, viewer);
  expect(importCounts).toEqual({ accepted: rows.length, rejected: [] });

  const { lift } = await toile.ask(LIFT, { input: { metric } }, viewer);

  const { perStore, ...answers } = expected;
  expectReference(lift, answers);
  const lines = new Map(lift.stores.map((line: { store: { name: string } }) => [line.store.name, line]));
  for (const [name, line] of Object.entries(perStore)) expectReference(lines.get(name), line, name);
});
