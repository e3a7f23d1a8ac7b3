import { formatMoment } from '../../format/dates.js';
import { formatCount } from '../../format/numbers.js';
import { counted, IMPORT_KIND_NAMES } from '../../format/words.js';
import type { ImportedFileFragment } from '../../generated/graphql.js';

interface ImportState {
  readonly words: string;
  readonly color: string;
  /** When and by whom, of one that was reverted. */
  readonly detail: string | null;
}

/** Where an import stands: only one that was reverted counts no more. */
export function importState({
  finishedAt,
  revertedAt,
  revertedBy,
}: Pick<ImportedFileFragment, 'finishedAt' | 'revertedAt' | 'revertedBy'>): ImportState {
  if (revertedAt) {
    const detail = [formatMoment(revertedAt), revertedBy].filter(Boolean).join(', ');
    return { words: 'Reverted', color: 'gray', detail };
  }
  return finishedAt
    ? { words: 'Imported', color: 'spruce', detail: null }
    : { words: 'Not finished', color: 'ochre', detail: null };
}

/** What rows came in: `Counts, 3 rows, 1 rejected`. */
export const rowsWords = ({
  kind,
  acceptedCount,
  rejectedCount,
}: Pick<ImportedFileFragment, 'kind' | 'acceptedCount' | 'rejectedCount'>): string =>
  [
    IMPORT_KIND_NAMES[kind],
    counted(acceptedCount, 'row'),
    ...(rejectedCount > 0 ? [`${formatCount(rejectedCount)} rejected`] : []),
  ].join(', ');
