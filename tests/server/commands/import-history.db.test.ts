import { expect, it } from '@jest/globals';
import { importCommand } from '../../../server/commands/import.js';
import { ImportKind } from '../../../server/imports/index.js';
import { textSource } from '../../../server/imports/tables/table-source.js';
import { OPERATOR } from '../../../server/platform/index.js';
import { useCommands } from '../../support/product/command-line.js';
import { useToile } from '../../support/product/execute.js';

const product = useToile();
const { run } = useCommands(product, importCommand);

const NOTHING_YET = 'No file was imported into Main yet.\n';

it('lists imports, and takes one back for good', async () => {
  const [{ id: workspaceId }] = await product.dataSource.query('SELECT id FROM workspaces WHERE is_default');
  const before = await run('import', 'list');
  const { runId } = await product.toile.imports.files.importFile(OPERATOR, {
    kind: ImportKind.COUNTS,
    workspaceId,
    source: textSource(
      'january.csv',
      'store,item,origin,impressions,clicks,orders\nNord,mug,AI_GENERATED,9,1,0\n',
    ),
    maps: [],
    dryRun: false,
  });
  const line = new RegExp(
    `^${runId} {2}\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d {2}counts {2}january.csv {2}1 of 1 rows`,
  );
  const listed = await run('import', 'list');

  const reverted = await run('import', 'revert', runId!);
  const again = await run('import', 'revert', runId!);
  const after = await run('import', 'list');
  const [json] = JSON.parse(await run('import', 'list', '--json'));

  expect(before).toBe(NOTHING_YET);
  expect(listed).toMatch(line);
  expect(reverted).toBe(
    'The import of january.csv into Main is reverted: 1 total removed, 1 item removed, 1 store removed.\n',
  );
  expect(again).toBe(reverted);
  expect(after).toMatch(new RegExp(`${line.source} {2}reverted .* by operator\n$`));
  expect(json).toMatchObject({
    id: runId,
    kind: 'COUNTS',
    requestedBy: 'operator',
    brought: ['9 impressions', '1 click', '1 new store', '1 new item'],
    takenBack: ['1 total removed', '1 item removed', '1 store removed'],
  });
});

it('refuses an import that does not exist', async () => {
  await expect(run('import', 'revert', '00000000-0000-4000-8000-000000000000')).rejects.toThrow(
    'Import 00000000-0000-4000-8000-000000000000 does not exist',
  );
});
