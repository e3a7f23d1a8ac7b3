import type { Command } from 'commander';
import { conflict, OPERATOR, requireWhole, shownNumber } from '../platform/index.js';
import type { Toile } from '../schema.js';
import type { WithToile } from './command.js';
import { numberOf } from './number-option.js';

interface ListOptions {
  readonly workspace?: string;
  readonly first: string;
  readonly json?: boolean;
}

interface RevertOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

const LISTED_RANGE = { min: 1, max: 200 };

const REVERT_HELP = `
Afterwards every total, item and store is as if the file had never been imported, and the file can be imported again.
Nothing is reverted if something depends on the import: then a list says what. Later imports can be reverted first.

Example:
  toile import list
  toile import revert 0d3f5a52-6f5e-4c2e-9a53-3c1a6a0c1a11`;

/** `toile import list|revert`. */
export function addImportHistory(group: Command, withToile: WithToile): void {
  group
    .command('list')
    .description('List the files that were imported, newest first')
    .option('--workspace <workspace>', 'id or slug; the default workspace otherwise')
    .option('--first <number>', 'how many', '20')
    .option('--json', 'print the list as JSON')
    .action((options: ListOptions) => withToile(({ toile }) => list(toile, options)));
  group
    .command('revert')
    .description('Take back what a file brought, all of it or nothing')
    .argument('<run>', 'id of the import, as "toile import list" prints it')
    .option('--workspace <workspace>', 'id or slug; the default workspace otherwise')
    .option('--json', 'print what was taken back as JSON')
    .addHelpText('after', REVERT_HELP)
    .action((runId: string, options: RevertOptions) =>
      withToile(({ toile }) => revert(toile, runId, options)),
    );
}

type Run = Awaited<ReturnType<Toile['imports']['history']['list']>>['edges'][number]['node'];

async function list({ catalog, imports }: Toile, { workspace, first, json }: ListOptions): Promise<void> {
  const count = numberOf('--first', first);
  requireWhole('--first', count, LISTED_RANGE);
  const { id, name } = await catalog.workspaces.resolve(OPERATOR, workspace ?? null);
  const { edges } = await imports.history.list(OPERATOR, id, { first: count });
  const runs = edges.map(({ node }) => node);
  if (json) process.stdout.write(`${JSON.stringify(runs.map(toJson), null, 2)}\n`);
  else if (runs.length === 0) process.stdout.write(`No file was imported into ${name} yet.\n`);
  else process.stdout.write(`${runs.map(lineOf).join('\n')}\n`);
}

const minute = (time: Date) => time.toISOString().slice(0, 16).replace('T', ' ');

const lineOf = (run: Run) =>
  [
    run.id,
    minute(run.startedAt),
    run.kind.toLowerCase().padEnd('counts'.length),
    run.fileName,
    `${shownNumber(run.acceptedCount)} of ${shownNumber(run.rowCount)} rows`,
    ...(run.revertedAt ? [`reverted ${minute(run.revertedAt)} by ${run.revertedBy}`] : []),
    ...(run.finishedAt || run.revertedAt ? [] : ['not finished']),
  ].join('  ');

const toJson = (run: Run) => ({
  id: run.id,
  kind: run.kind,
  fileName: run.fileName,
  startedAt: run.startedAt,
  finishedAt: run.finishedAt,
  rowCount: run.rowCount,
  acceptedCount: run.acceptedCount,
  rejectedCount: run.rejectedCount,
  requestedBy: run.requestedBy,
  brought: run.brought,
  revertedAt: run.revertedAt,
  revertedBy: run.revertedBy,
  takenBack: run.takenBack,
});

async function revert(
  { catalog, imports }: Toile,
  runId: string,
  { workspace, json = false }: RevertOptions,
): Promise<void> {
  const { id, name } = await catalog.workspaces.resolve(OPERATOR, workspace ?? null);
  const controller = new AbortController();
  const reason = conflict('Stopped, and nothing was changed.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(reason));
  const report = await imports.reverts.revert(OPERATOR, {
    workspaceId: id,
    runId,
    signal: controller.signal,
  });
  const { fileName, takenBack } = report;
  const what = takenBack.length > 0 ? takenBack.join(', ') : 'there was nothing to take back';
  const text = json
    ? JSON.stringify(report, null, 2)
    : `The import of ${fileName} into ${name} is reverted: ${what}.`;
  process.stdout.write(`${text}\n`);
}
