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
