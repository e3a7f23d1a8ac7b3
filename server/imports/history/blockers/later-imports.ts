import type { EntityManager } from 'typeorm';
import { counted, importName } from '../../shown-text.js';

const MAX_IMPORTS = 20;

interface Dependents {
  /** Null for what did not come in a file. */
  readonly fileName: string | null;
  readonly startedAt: Date | null;
  readonly replaced: number;
  readonly changed: number;
  readonly named: number;
  readonly repeated: number;
}

/** A sentence for each later import, and one for counts that came with requests, that rely on what a run brought. */
export async function laterImports(manager: EntityManager, runId: string): Promise<string[]> {
  const found: Dependents[] = await manager.query(DEPENDENTS, [runId]);
  const sentences = found.slice(0, MAX_IMPORTS).flatMap(sentenceOf);
  const more = found.length - MAX_IMPORTS;
  return more > 0
    ? [
        ...sentences,
        `${counted(more, 'more import')} came later and ${more === 1 ? 'relies' : 'rely'} on it. Revert ${more === 1 ? 'it' : 'them'} first.`,
      ]
    : sentences;
}

function sentenceOf({ fileName, startedAt, ...did }: Dependents): string[] {
  if (fileName === null || startedAt === null) {
    return did.named > 0 ? [`Requests stated ${counted(did.named, 'total')} of its stores or items.`] : [];
  }
  const parts = [
    did.replaced > 0 && `${counted(did.replaced, 'total')} replaced`,
    did.changed > 0 && `${counted(did.changed, 'item')} changed`,
    did.named > 0 && `${counted(did.named, 'row')} about its stores or items`,
    did.repeated > 0 && `${counted(did.repeated, 'event')} not counted again`,
  ].filter((part) => part !== false);
  return [`${importName(fileName, startedAt)} relies on it: ${parts.join(', ')}. Revert that import first.`];
}

const DEPENDENTS = `
  SELECT run.file_name AS "fileName", run.started_at AS "startedAt", sum(replaced)::float8 AS replaced,
    sum(changed)::float8 AS changed, sum(named)::float8 AS named, sum(repeated)::float8 AS repeated
  FROM (
    SELECT run_id, count(*) AS replaced, 0 AS changed, 0 AS named, 0 AS repeated
    FROM import_former_counts WHERE former_run_id = $1 GROUP BY run_id
    UNION ALL
    SELECT run_id, 0, count(*), 0, 0 FROM import_former_items WHERE stated_by_run = $1 GROUP BY run_id
    UNION ALL
    SELECT by_run, 0, 0, sum(row_count), 0 FROM import_references WHERE on_run = $1 GROUP BY by_run
    UNION ALL
    SELECT by_run, 0, 0, 0, sum(event_count) FROM event_repeats WHERE on_run = $1 AND by_run IS NOT NULL GROUP BY by_run
  ) AS dependents
  LEFT JOIN import_runs run ON run.id = run_id
  GROUP BY run_id, run.file_name, run.started_at ORDER BY run.started_at DESC NULLS LAST`;
