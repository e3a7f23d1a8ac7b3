import fc from 'fast-check';
import { DomainError, OPERATOR } from '../../../../server/platform/index.js';
import type { useToile } from '../../../support/product/execute.js';
import { ANALYST } from '../../../support/product/viewers.js';
import type { Dump } from './dump.js';
import { type ImportedFiles, importedFiles } from './imported-files.js';

type Product = ReturnType<typeof useToile>;

type Step =
  | { readonly kind: 'counts' | 'items' | 'events'; readonly rows: readonly string[] }
  | { readonly kind: 'request'; readonly rows: readonly string[] }
  | { readonly kind: 'live'; readonly rows: readonly string[] }
  | { readonly kind: 'change'; readonly item: string; readonly category: string }
  | { readonly kind: 'roll up' }
  /** Of one of the imports so far. */
  | { readonly kind: 'revert'; readonly which: number };

const of = (...values: string[]) => fc.constantFrom(...values);
const joined = (...cells: fc.Arbitrary<string>[]) => fc.tuple(...cells).map((values) => values.join(','));
const rowsOf = (row: fc.Arbitrary<string>) => fc.array(row, { minLength: 1, maxLength: 4 });

/** Few stores, items and days, so that files meet; mostly one origin an item, and a key in one store only. */
const NAMED = of(
  'N,a,AI_GENERATED',
  'N,a,HUMAN_DESIGNED',
  'N,b,HUMAN_DESIGNED',
  'S,c,AI_GENERATED',
  'S,d,HUMAN_DESIGNED',
);
const FACTS = joined(of('', 'x', 'y'), of(',', '10.00,EUR', '20.00,EUR', '10.00,USD'));
const COUNT = joined(
  NAMED,
  of('SEARCH', 'OTHER'),
  of('0,0,0', '5,3,2', '9,1,1'),
  of('', '2026-01-01', '2026-01-02'),
  FACTS,
  of(',', '1,', '1,4.00'),
);
const ITEM = joined(NAMED, of('', 'T1', 'T2'), FACTS);
const TIME = of('2026-01-01T10:00:00Z', '2026-01-01T23:00:00Z', '2026-01-05T10:00:00Z');
const EVENT = joined(
  of('IMPRESSION', 'CLICK', 'ORDER', 'RETURN'),
  TIME,
  of('v', 'w'),
  of('a', 'b', 'c'),
  of('', 'SEARCH'),
  of(',,', '1,,', '1,3.00,', '1,3.00,EUR', '2,7.00,EUR'),
  of('', 'o1', 'o2'),
  of('', 'e1', 'e2', 'e3'),
);

/** Events that a door may send: what is rejected because of a file stays so when that is reverted. */
const LIVE = joined(
  of('IMPRESSION', 'CLICK', 'ORDER', 'RETURN'),
  TIME,
  of('v', 'w'),
  of('a', 'b', 'c'),
  of('', 'SEARCH'),
);

const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: rowsOf(COUNT).map((rows) => ({ kind: 'counts' as const, rows })) },
  { weight: 3, arbitrary: rowsOf(ITEM).map((rows) => ({ kind: 'items' as const, rows })) },
  { weight: 4, arbitrary: rowsOf(EVENT).map((rows) => ({ kind: 'events' as const, rows })) },
  { weight: 1, arbitrary: rowsOf(COUNT).map((rows) => ({ kind: 'request' as const, rows })) },
  { weight: 1, arbitrary: rowsOf(LIVE).map((rows) => ({ kind: 'live' as const, rows })) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      item: of('a', 'b'),
      category: of('x', 'z'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'roll up' as const }) },
  { weight: 6, arbitrary: fc.nat({ max: 9 }).map((which) => ({ kind: 'revert' as const, which })) },
);

/** What happens in a workspace: imports, reverts, and what else can come between them. */
export const HISTORY = fc.array(STEP, { minLength: 2, maxLength: 9 });

/** What a history leaves, and what one leaves that never had the imports that were reverted. */
export async function replayed(
  product: Product,
  steps: readonly Step[],
): Promise<{ readonly left: Dump; readonly never: Dump; readonly reverted: number }> {
  const files = await importedFiles(product);
  const kept = new Map<number, string>();
  const reverted = new Set<number>();
  for (const [n, step] of steps.entries()) {
    if (step.kind === 'revert') await revertOne(files, step.which, { kept, reverted });
    else await take(product, files, step, n).then((runId) => runId && kept.set(n, runId));
  }
  const others = await importedFiles(product);
  for (const [n, step] of steps.entries()) {
    if (step.kind !== 'revert' && !reverted.has(n)) await take(product, others, step, n);
  }
  return { left: await files.dump(), never: await others.dump(), reverted: reverted.size };
}

interface Imports {
  /** Runs by the place of their step. */
  readonly kept: Map<number, string>;
  readonly reverted: Set<number>;
}

async function revertOne(files: ImportedFiles, which: number, { kept, reverted }: Imports): Promise<void> {
  const [place, runId] = [...kept].at(which % Math.max(1, kept.size)) ?? [];
  if (place === undefined || runId === undefined || !(await isReverted(files, runId))) return;
  kept.delete(place);
  reverted.add(place);
}

async function isReverted(files: ImportedFiles, runId: string): Promise<boolean> {
  try {
    await files.revert(runId);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'CONFLICT') return false;
    throw error;
  }
}

/** @returns the id of the run of an import; no two files are the same */
async function take(
  product: Product,
  files: ImportedFiles,
  step: Exclude<Step, { kind: 'revert' }>,
  n: number,
): Promise<string | null> {
  switch (step.kind) {
    case 'counts':
    case 'items':
    case 'events':
      return files[step.kind](step.rows.join('\n'), { nonce: String(n) });
    case 'request':
      await requestCounts(product, files, step.rows);
      return null;
    case 'live':
      await sendEvents(product, files, step.rows, n);
      return null;
    case 'change':
      await changeItem(product, files, step);
      return null;
    case 'roll up':
      await product.toile.events.rollups.rollUpUnchecked();
      return null;
  }
}

async function requestCounts(product: Product, { workspaceId }: ImportedFiles, rows: readonly string[]) {
  const inputs = rows.map((row) => {
    const [store, item, origin, scenario, impressions, clicks, orders, day] = row.split(',');
    const counts = { impressions: Number(impressions), clicks: Number(clicks), orders: Number(orders) };
    return { store, item, origin, scenario, ...counts, ...(day && { day }) };
  });
  await product.ask(
    'mutation ($input: ImportCountsInput!) { importCounts(input: $input) { accepted } }',
    { input: { rows: inputs } },
    ANALYST,
    { requestedWorkspace: workspaceId },
  );
}

async function sendEvents(
  product: Product,
  { workspaceId }: ImportedFiles,
  rows: readonly string[],
  n: number,
) {
  const events = rows.map((row, index) => {
    const [kind, occurredAt, visitor, item, scenario] = row.split(',');
    return { kind, occurredAt, visitor, item, scenario, id: `live ${n} ${index}`, payload: () => row };
  });
  await product.toile.events.store.record(OPERATOR, { workspaceId, source: 'graphql', events });
}

async function changeItem(
  product: Product,
  { workspaceId }: ImportedFiles,
  { item: key, category }: { item: string; category: string },
) {
  const { edges } = await product.toile.catalog.items.list(OPERATOR, workspaceId, {
    filter: { search: key },
  });
  for (const { node } of edges) {
    if (node.key === key)
      await product.toile.catalog.items.change(OPERATOR, workspaceId, { id: node.id, category });
  }
}
