import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { conflict } from '../../platform/index.js';
import { hintsText } from '../mapping/problem.js';
import type { Rejection } from './row-importer.js';
import type { Tallies } from './tallies.js';
import type { Warnings } from './warnings.js';

/** The progress of one import, as the table `import_runs` keeps it. */
export interface RunRecord {
  readonly id: string;
  /** Number of the last row that was committed. */
  readonly lastRow: number;
  readonly rowCount: number;
  readonly rejectedCount: number;
  readonly tallies: Tallies;
  readonly warnings: Warnings;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** The request that the run is of, see `ImportRequest.requestId`; null if it has no name. */
  readonly requestId: string | null;
  /** Whether another import has since been restating what this one states; see `RowImporter.restates`. */
  readonly overtaken: boolean;
}

export interface NewRun {
  readonly workspaceId: string;
  readonly kind: string;
  /** The same for the same bytes, maps and options. */
  readonly fingerprint: string;
  /** The same for the same bytes; null for rows that came without a file. */
  readonly contentHash: string | null;
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly requestId: string | null;
  readonly requestedBy: string | null;
}

const COLUMNS = `id, last_row::float8 AS "lastRow", row_count::float8 AS "rowCount",
  rejected_count::float8 AS "rejectedCount", tallies,
  jsonb_build_object('count', warning_count, 'first', first_warnings) AS warnings, started_at AS "startedAt", finished_at AS "finishedAt",
  request_id AS "requestId", overtaken`;

/**
 * The run of this file in this workspace: new, or as far as it got, which the request takes over if it is not finished.
 */
export async function openRun(manager: EntityManager, run: NewRun): Promise<RunRecord> {
  const { workspaceId, kind, fingerprint, contentHash, fileName, columns, requestId, requestedBy } = run;
  await manager.query(
    `INSERT INTO import_runs (workspace_id, kind, fingerprint, file_name, columns, request_id, requested_by, content_hash, recorded)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true)
     ON CONFLICT (workspace_id, fingerprint) DO UPDATE SET request_id = EXCLUDED.request_id
       WHERE import_runs.finished_at IS NULL`,
    [workspaceId, kind, fingerprint, fileName, columns, requestId, requestedBy, contentHash],
  );
  return (await findRun(manager, run))!;
}

/** The run of a file in a workspace; null if there is none. */
export async function findRun(
  manager: EntityManager,
  { workspaceId, fingerprint }: Pick<NewRun, 'workspaceId' | 'fingerprint'>,
): Promise<RunRecord | null> {
  const [found]: RunRecord[] = await manager.query(
    `SELECT ${COLUMNS} FROM import_runs WHERE workspace_id = $1 AND fingerprint = $2`,
    [workspaceId, fingerprint],
  );
  return found ?? null;
}

/**
 * Says that what other imports of the kind stated may be replaced by now. The caller holds no run of its own then, nor
 * the locks of rows that another run writes, or two imports could wait for each other.
 *
 * @param runId the import that goes on; null for one that keeps no run
 */
export async function overtakeOthers(
  manager: EntityManager,
  { workspaceId, kind, runId }: { workspaceId: string; kind: string; runId: string | null },
): Promise<void> {
  await manager.query(
    `UPDATE import_runs SET overtaken = true WHERE id IN (
       SELECT id FROM import_runs
       WHERE workspace_id = $1 AND kind = $2 AND id IS DISTINCT FROM $3 AND NOT overtaken ORDER BY id FOR UPDATE)`,
    [workspaceId, kind, runId],
  );
}

/** Lets the file of a run be imported again; the run stays, with what it changed, and with what its settings were. */
export async function detachRun(manager: EntityManager, runId: string): Promise<void> {
  await manager.query('DELETE FROM import_keys WHERE run_id = $1', [runId]);
  await manager.query("UPDATE import_runs SET fingerprint = concat(fingerprint, ' ', id) WHERE id = $1", [
    runId,
  ]);
}

/**
 * Holds the run for the rest of the transaction.
 *
 * @throws {DomainError} CONFLICT if another process has moved it on since `run` was read, or it was reverted
 */
export async function holdRun(manager: EntityManager, run: RunRecord): Promise<void> {
  const [found] = await manager.query(
    `SELECT last_row::float8 AS "lastRow", reverted_at IS NOT NULL AS "isReverted"
     FROM import_runs WHERE id = $1 FOR UPDATE`,
    [run.id],
  );
  if (found?.isReverted) throw conflict('This import was reverted: import the file again to bring it in');
  if (found?.lastRow === run.lastRow) return;
  throw conflict('Another process is importing this file right now; it will finish without this one');
}

export async function saveProgress(manager: EntityManager, run: RunRecord): Promise<void> {
  await manager.query(
    `UPDATE import_runs SET last_row = $2, row_count = $3, rejected_count = $4, tallies = $5,
       warning_count = $6, first_warnings = $7 WHERE id = $1`,
    [
      run.id,
      run.lastRow,
      run.rowCount,
      run.rejectedCount,
      JSON.stringify(run.tallies),
      run.warnings.count,
      JSON.stringify(run.warnings.first),
    ],
  );
}

/** @returns when it was finished */
export async function finishRun(manager: EntityManager, run: RunRecord): Promise<RunRecord> {
  await manager.query('DELETE FROM import_keys WHERE run_id = $1', [run.id]);
  await manager.query('UPDATE import_runs SET finished_at = now() WHERE id = $1', [run.id]);
  const [found]: RunRecord[] = await manager.query(`SELECT ${COLUMNS} FROM import_runs WHERE id = $1`, [
    run.id,
  ]);
  return found!;
}

/** Says for each key whether no earlier row of the run has stated it; see `Chunk.firstSeen`. */
export async function claimKeys(
  manager: EntityManager,
  runId: string,
  keys: readonly (string | null)[],
): Promise<boolean[]> {
  const hashes = keys.map((key) => (key === null ? null : hashOf(key)));
  const added: { key: string }[] = await manager.query(
    `INSERT INTO import_keys (run_id, key)
     SELECT $1, key FROM (SELECT DISTINCT unnest($2::uuid[]) AS key) AS given WHERE key IS NOT NULL
     ON CONFLICT DO NOTHING RETURNING key`,
    [runId, hashes],
  );
  const free = new Set(added.map(({ key }) => key));
  return hashes.map((hash) => hash === null || free.delete(hash));
}

/** See `Chunk.forget`. */
export async function releaseKey(manager: EntityManager, runId: string, key: string): Promise<void> {
  await manager.query('DELETE FROM import_keys WHERE run_id = $1 AND key = $2', [runId, hashOf(key)]);
}

/** 128 bits of SHA-256, spelled as a uuid: two keys never meet by chance. */
function hashOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

export interface RejectedRow extends Rejection {
  /** The row as the file has it, in the order of the columns. */
  readonly cells: readonly string[];
}

export async function saveRejections(
  manager: EntityManager,
  runId: string,
  rejected: readonly RejectedRow[],
): Promise<void> {
  if (rejected.length === 0) return;
  await manager.query(
    `INSERT INTO import_rejects (run_id, row_number, reason, hint, cells)
     SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::jsonb[])`,
    [
      runId,
      rejected.map(({ row }) => row),
      rejected.map(({ reason }) => storable(reason)),
      rejected.map(({ problems }) => storable(hintsText(problems ?? []) ?? '') || null),
      rejected.map(({ cells }) => JSON.stringify(cells.map(storable))),
    ],
  );
}

/** PostgreSQL has no character NUL, and no half of one. */
const storable = (text: string) => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
