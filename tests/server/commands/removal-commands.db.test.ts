import { afterAll, expect, it } from '@jest/globals';
import { storesCommand, workspacesCommand } from '../../../server/commands/removal.js';
import { addItem, addStore, addWorkspace } from '../../support/product/catalog.js';
import { useCommands } from '../../support/product/command-line.js';
import { useToile } from '../../support/product/execute.js';

const toile = useToile();
const { run } = useCommands(toile, storesCommand, workspacesCommand);
afterAll(() => toile.toile.jobs.stop());

const names = async (table: string) =>
  (await toile.dataSource.query(`SELECT name FROM ${table} ORDER BY name`)).map(
    ({ name }: { name: string }) => name,
  );

it('says what a store has, and deletes it once its name is typed', async () => {
  const store = await addStore(toile.dataSource, { name: 'Nord' });
  await addStore(toile.dataSource, { name: 'Süd' });
  await addItem(toile.dataSource, store);

  await expect(run('stores', 'delete', 'Nord')).rejects.toThrow(
    'Nothing was deleted. The store "Nord" has 1 item. To delete it, add --confirm "Nord"',
  );
  await expect(run('stores', 'delete', 'Nord', '--confirm', 'Süd')).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(await names('stores')).toEqual(['Nord', 'Süd']);

  expect(await run('stores', 'delete', 'Nord', '--confirm', 'Nord')).toBe('Deleted "Nord".\n');
  expect(await names('stores')).toEqual(['Süd']);
  const entries = await toile.dataSource.query(
    "SELECT actor_kind FROM audit_log WHERE subject_id = $1 AND action = 'store.delete'",
    [store.id],
  );
  expect(entries).toEqual([{ actor_kind: 'operator' }]);
});

it('deletes a workspace, but not the default one', async () => {
  const { slug, name } = await addWorkspace(toile.dataSource, { slug: 'trial', name: 'Trial run' });

  await expect(run('workspaces', 'delete', slug)).rejects.toThrow(
    'The workspace "Trial run" has nothing in it. To delete it, add --confirm "Trial run"',
  );
  expect(await run('workspaces', 'delete', slug, '--confirm', name)).toBe('Deleted "Trial run".\n');
  expect(await names('workspaces')).toEqual(['Main']);
  await expect(run('workspaces', 'delete', 'main', '--confirm', 'Main')).rejects.toMatchObject({
    code: 'CONFLICT',
  });
});
