import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { interrupt } from '../../support/processes/server-process.js';
import type { useToile } from '../../support/product/execute.js';
import { type Gate, untilReached, withGate } from './gate.js';
import type { KilledImport } from './killed-files.js';
import { WorkspaceOfFiles } from './workspace-of-files.js';

type Product = ReturnType<typeof useToile>;

/** When a process is killed: while it waits at a gate, or some ms after it was let through. */
export interface Moment {
  readonly gate: Gate;
  readonly afterMs?: number;
}

export interface Round {
  /** When the import is killed. */
  readonly importing: Moment;
  /** When the revert is killed, of all that the import brings or of what it had brought when it was killed. */
  readonly reverting: Moment;
  readonly of: 'WHOLE' | 'PART';
}

/**
 * Kills an import with -9, and its revert, and compares. The import goes on where it stopped, and leaves and reports
 * what one does that is not killed; the revert does all or nothing, and then leaves what was there before.
 */
export async function killImports(
  product: Product,
  killedImport: KilledImport,
  rounds: readonly Round[],
): Promise<void> {
  const whole = await WorkspaceOfFiles.holding(product, killedImport.before);
  const expected = { report: await whole.importFile(killedImport), state: await whole.state() };
  const files = await WorkspaceOfFiles.holding(product, killedImport.before);
  const before = await files.state();
  for (const { importing, reverting, of } of rounds) {
    await killed(product, files.commandOf(killedImport), importing);
    if (of === 'WHOLE') expect(await files.importFile(killedImport)).toEqual(expected.report);
    const brought = await files.state();
    if (of === 'WHOLE') expect(brought).toEqual(expected.state);
    const { id } = await files.lastRun();
    await killed(product, ['import', 'revert', id, '--workspace', files.workspaceId], reverting);
    const { revertedAt } = await files.lastRun();
    expect(await files.state()).toEqual(revertedAt ? before : brought);
    await files.revert(id);
    expect(await files.state()).toEqual(before);
  }
}

/** Ends a command with -9 at a moment, by when it may have ended by itself; waits until its connections are gone. */
async function killed(product: Product, words: readonly string[], { gate, afterMs }: Moment): Promise<void> {
  const { url, ownerUrl, dataDirectory } = product;
  const settings = { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl, TOILE_DATA_DIR: dataDirectory };
  await withGate(product, gate, async (closed) => {
    let [isRunning, isDue] = [true, false];
    const reaching = untilReached(closed, () => isRunning).then(async (isReached) => {
      if (isReached && afterMs !== undefined) await closed.open().then(() => sleep(afterMs));
      isDue = isReached;
      return isReached;
    });
    const { stdout, stderr } = await interrupt(
      { entry: 'cli.js', words, settings },
      { signal: 'SIGKILL', isDue: () => isDue },
    );
    isRunning = false;
    if (!(await reaching))
      throw new Error(`"toile ${words.join(' ')}" did not come to its gate: ${stdout}${stderr}`);
    await closed.open();
    while (await isWorking(product)) await sleep(10);
  });
}

/** Whether a connection of another process works, or still holds an advisory lock of this database. */
async function isWorking({ dataSource }: Product): Promise<boolean> {
  const [{ count }] = await dataSource.query(
    `SELECT count(*)::int AS count FROM pg_stat_activity activity
     WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND (state <> 'idle'
       OR EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pg_locks.pid = activity.pid))`,
  );
  return count > 0;
}
