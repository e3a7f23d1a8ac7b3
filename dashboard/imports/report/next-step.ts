import type { ImportSettings } from '../import-settings.js';
import type { ImportReport } from './import-report.js';

/** An import that a report offers to start. */
export interface ImportOffer {
  readonly label: string;
  readonly settings: ImportSettings;
}

/** The import that was tried, or the one that was not done since the file was imported before; null for neither. */
export function offerOf({
  settings,
  dryRun,
  acceptedCount,
  alreadyImportedAt,
}: ImportReport): ImportOffer | null {
  if (!settings) return null;
  if (alreadyImportedAt) return { label: 'Import it again', settings: { ...settings, again: true } };
  return dryRun && acceptedCount > 0 ? { label: 'Import these rows', settings } : null;
}
