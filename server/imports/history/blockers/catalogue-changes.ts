import type { EntityManager } from 'typeorm';
import { counted, listed } from '../../shown-text.js';

/** More names than a sentence shows. */
const MAX_NAMES = 21;

/** Sentences about stores and items of a run that something else than a later import changed or refers to. */
export async function catalogueChanges(manager: EntityManager, runId: string): Promise<string[]> {
  const sentences: string[] = [];
  for (const { sql, text } of CHANGES) {
    const found: Found[] = await manager.query(sql, [runId]);
    sentences.push(...found.filter(({ count }) => count > 0).map(text));
  }
  return [...sentences, ...(await foreignRows(manager, runId))];
}

interface Found {
  readonly count: number;
  readonly names: readonly string[];
}

/**
 * The items that a run added or changed and that something else changed since, or while it ran; a later import that
 * kept what the run stated says so itself.
 */
const CHANGED_ITEMS = `(
    SELECT id FROM items WHERE added_by_run = $1 UNION SELECT item_id FROM import_former_items WHERE run_id = $1
  ) AS own JOIN items item USING (id)
  LEFT JOIN import_former_items former ON former.run_id = $1 AND former.item_id = item.id
  WHERE former.contested OR (item.added_by_run = $1 AND former.run_id IS NOT NULL)
    OR (item.stated_by_run IS DISTINCT FROM $1 AND NOT EXISTS (
      SELECT FROM import_former_items later WHERE later.item_id = item.id AND later.stated_by_run = $1))`;

/** Of a million names only the first are ever in memory at once. */
const counting = (name: string, rows: string) => `
  WITH found AS MATERIALIZED (SELECT ${name} AS name FROM ${rows})
  SELECT (SELECT count(*)::float8 FROM found) AS count,
    ARRAY(SELECT name FROM found ORDER BY name LIMIT ${MAX_NAMES}) AS names`;

const CHANGES: readonly { readonly sql: string; readonly text: (found: Found) => string }[] = [
  {
    sql: counting('item.key', CHANGED_ITEMS),
    text: ({ count, names }) =>
      `${counted(count, 'item')} of it ${wereOrWas(count)} changed since: ${named(names, count)}.`,
  },
  {
    sql: counting('store.name', 'stores store WHERE store.added_by_run = $1 AND store.stated_by_run IS NULL'),
    text: ({ count, names }) =>
      `${counted(count, 'store')} of it ${wereOrWas(count)} changed since: ${named(names, count)}.`,
  },
  {
    sql: counting(
      'item.key',
      `items item JOIN stores store ON store.id = item.store_id
       WHERE store.added_by_run = $1 AND item.added_by_run IS DISTINCT FROM $1`,
    ),
    text: ({ count, names }) =>
      `${counted(count, 'item')} ${wereOrWas(count)} added to its stores since: ${named(names, count)}.`,
  },
];

const wereOrWas = (count: number) => (count === 1 ? 'was' : 'were');

/** Of which the database gives the first few. */
const named = (names: readonly string[], count: number) =>
  count > names.length ? `${listed(names.slice(0, -1))} and others` : listed(names);

/** What rows are called that may refer to a store or an item by a foreign key. */
const ROW_NAMES: Readonly<Record<string, string>> = {
  store_members: 'member',
  model_runs: 'model run',
};

/** Tables that hold what a revert takes back. */
const TAKEN_BACK = [
  'items',
  'item_counts',
  'item_days',
  'store_days',
  'item_weeks',
  'store_sums',
  'slice_sums',
  'item_sums',
];

async function foreignRows(manager: EntityManager, runId: string): Promise<string[]> {
  const keys: { table: string; column: string; target: 'items' | 'stores' }[] = await manager.query(
    FOREIGN_KEYS,
    [TAKEN_BACK],
  );
  const sentences: string[] = [];
  for (const { table, column, target } of keys) {
    const [{ count }] = await manager.query(
      `SELECT count(*)::float8 AS count FROM ${table}
       WHERE ${column} IN (SELECT id FROM ${target} WHERE added_by_run = $1)`,
      [runId],
    );
    const name = ROW_NAMES[table] ?? `row of ${table}`;
    if (count > 0) sentences.push(`Its ${target} have ${counted(count, name)}.`);
  }
  return sentences;
}

const FOREIGN_KEYS = `
  SELECT conrelid::regclass::text AS "table", quote_ident(attname) AS "column", confrelid::regclass::text AS target
  FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
  WHERE contype = 'f' AND confrelid IN ('items'::regclass, 'stores'::regclass) AND conrelid::regclass::text <> ALL($1)
  ORDER BY 1, 2`;
