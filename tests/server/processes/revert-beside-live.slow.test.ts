import { expect, it } from '@jest/globals';
import { ImportKind } from '../../../server/imports/index.js';
import { DomainError, OPERATOR, Scope } from '../../../server/platform/index.js';
import { pcg32 } from '../../../server/random/index.js';
import { useServer } from '../../support/product/serve.js';
import { type Gate, untilReached, withGate } from './gate.js';
import {
  CATALOGUE,
  csv,
  EVENT_HEADER,
  eventRow,
  ITEM_COUNT,
  ITEM_HEADER,
  type KilledFile,
} from './killed-files.js';
import { type EventCells, LiveShop, numberOf } from './live-shop.js';
import { wrongRollups } from './shop-under-load.js';
import { WorkspaceOfFiles } from './workspace-of-files.js';

const server = useServer();

const ADDED_COUNT = 10;
/** Items of a store that exists, and of a new one. */
const ADDED = {
  kind: ImportKind.ITEMS,
  csv: csv(ITEM_HEADER, ADDED_COUNT, (n) => [
    ...[n % 2 ? 'Nord' : 'Neu', `i${ITEM_COUNT + n}`, n % 3 ? 'AI_GENERATED' : 'HUMAN_DESIGNED'],
    ...['', 'c1', '3.00', 'EUR', '', ''],
  ]),
};

const IMPORTED = Array.from({ length: 600 }, (_, n) =>
  eventRow(n, 'e', { item: `i${(Math.floor(n / 2) * 7) % (ITEM_COUNT + ADDED_COUNT)}` }),
);

/** Minutes after them, so that each event has one of its own. */
const EARLIER = Array.from({ length: 100 }, (_, n) => eventRow(IMPORTED.length + n, 'b'));
const fileOf = (rows: readonly EventCells[]): KilledFile => ({
  kind: ImportKind.EVENTS,
  csv: csv(EVENT_HEADER, rows.length, (n) => rows[n]!),
});

const REMOVAL: Gate = { change: 'DELETE', table: 'events', when: 'OLD.position = 300' };
const REMOVAL_OF_ITEMS: Gate = { change: 'DELETE', table: 'items' };
const ROLL_UP: Gate = { change: 'INSERT', table: 'item_weeks' };

interface Revert {
  readonly of: 'EVENTS' | 'ITEMS';
  /** At which the revert waits while the first events come in. */
  readonly gate: Gate | null | undefined;
  readonly addedShare: number;
  readonly meetingShare: number;
  readonly seed: number;
}

const REVERTED = 'reverted';

/**
 * Reverts an import while a shop sends events, and compares what is stored with what the shop was told.
 *
 * @returns `REVERTED`, or why it was not
 */
async function revertBesideEvents({ of, gate, seed, ...shares }: Revert): Promise<string> {
  const { toile } = server;
  const before = [CATALOGUE, fileOf(EARLIER), ADDED, ...(of === 'EVENTS' ? [fileOf(IMPORTED)] : [])];
  const files = await WorkspaceOfFiles.holding(toile, before);
  const { id } = await files.lastRun();
  const { rollups } = toile.toile.events;
  while ((await rollups.rollUpUnchecked()) > 0);
  const chance = pcg32(seed);
  const opened = { chance, addedCount: ADDED_COUNT, imported: IMPORTED };
  const key = await addKey(files.workspaceId);
  const shop = new LiveShop({ url: server.url, key, ...opened, ...shares });
  const outcome = gate
    ? await waitingAt(
        gate,
        () => outcomeOf(files.revert(id)),
        () => shop.open(chance.below(200)),
      )
    : await shop.open(chance.below(60)).then(() => outcomeOf(files.revert(id)));
  await shop.close();

  const imported = of === 'EVENTS' && outcome !== REVERTED ? IMPORTED : [];
  await expectCounted(files, shop, [...EARLIER, ...imported]);
  return outcome;
}

const addKey = async (workspaceId: string) => {
  const key = { name: 'shop', scopes: [Scope.EVENTS_WRITE], workspaceId };
  return (await server.toile.toile.people.keys.add(OPERATOR, key)).secret;
};

const outcomeOf = (reverting: Promise<unknown>): Promise<string> =>
  reverting.then(
    () => REVERTED,
    (error) => {
      if (error instanceof DomainError && error.code === 'CONFLICT') return error.message;
      throw error;
    },
  );

/** Does something while some work waits at a gate. */
const waitingAt = <T>(gate: Gate, work: () => Promise<T>, meanwhile: () => Promise<void>): Promise<T> =>
  withGate(server.toile, gate, async (closed) => {
    let isRunning = true;
    const working = work().finally(() => {
      isRunning = false;
    });
    expect(await untilReached(closed, () => isRunning)).toBe(true);
    await meanwhile();
    await closed.open();
    return working;
  });

/** Every event that the shop was not told a reason against is stored once, beside those of files; totals say so too. */
async function expectCounted(files: WorkspaceOfFiles, shop: LiveShop, ofFiles: readonly EventCells[]) {
  const { dataSource, url } = server.toile;
  expect(shop.faults).toEqual([]);
  const counted = [...new Set([...ofFiles.map(numberOf), ...shop.counted])].sort((a, b) => a - b);
  const [{ stored, noted, reasons, orphans }] = await dataSource.query(STORED, [files.workspaceId]);
  expect(stored).toEqual(counted);
  expect(noted).toBe(counted.length);
  expect(orphans).toBe(0);
  const rejected = [...shop.rejected].filter(([number]) => !shop.counted.has(number));
  expect(reasons).toEqual(rejected.map(([, reason]) => reason).sort());
  expect((await files.state()).wrong).toEqual([]); // after a roll-up
  expect(await wrongRollups(url)).toBe(0);
}

const STORED = `
  SELECT
    ARRAY(SELECT (extract(epoch FROM occurred_at - '2026-01-05T00:00:00Z') / 60)::int FROM events
      WHERE workspace_id = $1 ORDER BY 1) AS stored,
    (SELECT sum(event_count)::int FROM event_batches WHERE workspace_id = $1) AS noted,
    (SELECT count(*)::int FROM events back WHERE workspace_id = $1 AND ordered_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM events WHERE order_id = back.order_id AND item_id = back.item_id AND kind = 'ORDER')) AS orphans,
    ARRAY(SELECT reason FROM event_rejects WHERE workspace_id = $1 ORDER BY reason COLLATE "C") AS reasons`;

it.each([
  ['its removal', REMOVAL],
  ['its roll-up', ROLL_UP],
  ['any of its steps', null],
])('events that come in during %s outlive a revert of events', async (_, gate) => {
  const outcome = await revertBesideEvents({ of: 'EVENTS', gate, addedShare: 0.3, meetingShare: 0, seed: 1 });

  expect(outcome).toBe(REVERTED);
});

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

it.each(SEEDS)(
  'a revert of events beside others that meet them is whole or not at all (%i)',
  async (seed) => {
    const gate = [null, REMOVAL, ROLL_UP][seed % 3];
    await revertBesideEvents({ of: 'EVENTS', gate, addedShare: 0.3, meetingShare: 0.002 * seed, seed });
  },
);

it.each(SEEDS)('a revert of items beside events about them is whole or not at all (%i)', async (seed) => {
  const gate = [null, REMOVAL_OF_ITEMS, ROLL_UP][seed % 3];
  await revertBesideEvents({ of: 'ITEMS', gate, addedShare: 0.002 * seed, meetingShare: 0, seed });
});
