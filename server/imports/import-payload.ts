import { z } from 'zod';
import { ImportKind } from './import-kind.js';
import { NumberFormat } from './mapping/number-format.js';
import { CsvQuoting } from './tables/csv/csv-quoting.js';

export const IMPORT_TASK = 'import';

const FieldMap = z.object({
  field: z.string(),
  column: z.string().nullish(),
  literal: z.string().nullish(),
  values: z.array(z.object({ from: z.string(), to: z.string() })).nullish(),
});

export const ImportPayload = z.object({
  kind: z.enum(ImportKind),
  uploadId: z.string(),
  maps: z.array(FieldMap).nullable(),
  dateFormat: z.string().nullable(),
  numberFormat: z.enum(NumberFormat).nullable().default(null),
  delimiter: z.string().nullable().default(null),
  quoting: z.enum(CsvQuoting).nullable().default(null),
  dryRun: z.boolean(),
  again: z.boolean(),
});

export type ImportPayload = z.infer<typeof ImportPayload>;

/** How an upload is to be read; a preview and an import with the same settings read the same. */
export type UploadSettings = Omit<ImportPayload, 'dryRun' | 'again'>;

/** The maps of an upload: without a list, fields take the columns of their own names. */
export const importOf = ({ maps, ...settings }: ImportPayload) => ({
  ...settings,
  maps: maps ?? [],
  mapsAreComplete: maps !== null,
});

/** An import job after the word "Import", e.g. `counts: january.csv`. */
export const subjectOf = ({ kind, dryRun }: ImportPayload, fileName: string) =>
  `${kind.toLowerCase()}: ${fileName}${dryRun ? ' (dry run)' : ''}`;
