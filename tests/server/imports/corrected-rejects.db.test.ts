import { expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import { ImportKind } from '../../../server/imports/index.js';
import { openTable } from '../../../server/imports/tables/open-table.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { addWorkspace } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';

const product = useToile();
const KEYS = ['@sku', '-9', '+9', '=A1', "'@own", "''=own", "'quoted'", '\uFF1Dwide', 'plain'];

it('a file of rejected rows that is put right adds the items of the file it is from', async () => {
  const { id: workspaceId } = await addWorkspace(product.dataSource);
  const { files } = product.toile.imports;
  const importItems = (name: string, text: string) =>
    files.importFile(OPERATOR, {
      ...{ kind: ImportKind.ITEMS, workspaceId, source: textSource(name, text), dryRun: false },
      maps: ['store=@store', 'item=item', 'origin=origin'],
    });
  const rows = KEYS.map((key) => ['-store', key, 'robot']);
  const first = await importItems('items.csv', stringify([['@store', 'item', 'origin'], ...rows]));
  let rejects = '';
  for await (const text of (await files.getRejects(OPERATOR, first.runId!)).csv) rejects += text;

  const report = await importItems('right.csv', rejects.replaceAll(',robot\n', ',AI_GENERATED\n'));

  expect(first).toMatchObject({ rejectedCount: KEYS.length });
  expect(rejects.split('\n')[0]).toBe("row,reason,'@store,item,origin");
  expect(rejects).toContain(",'-store,'@sku,");
  expect(report).toMatchObject({ acceptedCount: KEYS.length, rejectedCount: 0 });
  const items = await product.dataSource.query(
    'SELECT item.key, store.name FROM items item JOIN stores store ON store.id = store_id WHERE workspace_id = $1',
    [workspaceId],
  );
  expect(items.map(({ key }: { key: string }) => key).sort()).toEqual([...KEYS].sort());
  expect(new Set(items.map(({ name }: { name: string }) => name))).toEqual(new Set(['-store']));
});

it('a file that only resembles one keeps its apostrophes', async () => {
  const table = await openTable(textSource('file.csv', "reason,row\n'=1,'@sku\n"));

  const { value } = await table.rows().next();
  expect(value?.cells).toEqual(["'=1", "'@sku"]);
});
