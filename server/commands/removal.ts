import type { Command } from 'commander';
import { counted } from '../imports/index.js';
import { conflict, type Job, OPERATOR } from '../platform/index.js';
import type { RemovalContents } from '../removal/index.js';
import type { Toile } from '../schema.js';
import type { WithToile } from './command.js';
import { findStore } from './find-store.js';
import { finishJob } from './finish-job.js';

interface DeleteOptions {
  readonly confirm?: string;
  readonly workspace?: string;
}

const HELP = `
It is gone at once, when the job ends, and cannot be restored; images and the audit log stay. Without --confirm
nothing is deleted: the command says how much would be.`;

/** `toile stores delete`. */
export function storesCommand(program: Command, withToile: WithToile): void {
  const group = program.command('stores').description('Look after the stores of a workspace');
  confirmed(group.command('delete'))
    .description('Delete a store with its items, events, totals and image runs')
    .argument('<store>', 'name or id')
    .option('--workspace <workspace>', 'of the store: id or slug; the default workspace otherwise')
    .action((store: string, options: DeleteOptions) =>
      withToile(({ toile }) => deleteStore(toile, store, options)),
    );
}

/** `toile workspaces delete`. */
export function workspacesCommand(program: Command, withToile: WithToile): void {
  const group = program.command('workspaces').description('Look after workspaces');
  confirmed(group.command('delete'))
    .description('Delete a workspace with its stores, API keys, imports, runs and jobs; not the default one')
    .argument('<workspace>', 'id or slug')
    .action((workspace: string, options: DeleteOptions) =>
      withToile(({ toile }) => deleteWorkspace(toile, workspace, options)),
    );
}

const confirmed = (command: Command) =>
  command.option('--confirm <name>', 'the name of what is deleted, to confirm it').addHelpText('after', HELP);

async function deleteStore(toile: Toile, nameOrId: string, options: DeleteOptions): Promise<void> {
  const { catalog, removal } = toile;
  const workspace = await catalog.workspaces.resolve(OPERATOR, options.workspace ?? null);
  const id = await findStore(catalog, workspace.id, nameOrId);
  const { name } = await catalog.stores.get(OPERATOR, workspace.id, id);
  if (options.confirm === undefined)
    throw unconfirmed('store', name, await removal.service.storeContents(OPERATOR, workspace.id, id));
  const deletion = { id, confirmation: options.confirm };
  await finish(toile, await removal.service.deleteStore(OPERATOR, workspace.id, deletion));
}

async function deleteWorkspace(toile: Toile, idOrSlug: string, options: DeleteOptions): Promise<void> {
  const { catalog, removal } = toile;
  const { id, name } = await catalog.workspaces.resolve(OPERATOR, idOrSlug);
  if (options.confirm === undefined)
    throw unconfirmed('workspace', name, await removal.service.workspaceContents(OPERATOR, id));
  await finish(toile, await removal.service.deleteWorkspace(OPERATOR, { id, confirmation: options.confirm }));
}

async function finish(toile: Toile, { id, subject }: Job): Promise<void> {
  await finishJob(toile, id);
  process.stdout.write(`Deleted "${subject}".\n`);
}

const unconfirmed = (what: string, name: string, contents: RemovalContents) =>
  conflict(
    `Nothing was deleted. The ${what} "${name}" has ${contentWords(contents)}. To delete it, add --confirm "${name}"`,
  );

function contentWords({ items, events, importedTotals, modelRuns, apiKeys }: RemovalContents): string {
  const counts = [
    [items, 'item'],
    [events, 'event'],
    [importedTotals, 'imported total'],
    [modelRuns, 'model run'],
    [apiKeys, 'API key'],
  ] as const;
  const words = counts.filter(([count]) => count > 0).map(([count, noun]) => counted(count, noun));
  return words.length > 0 ? words.join(', ') : 'nothing in it';
}
