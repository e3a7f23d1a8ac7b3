import { z } from 'zod';
import { ImportKind } from './import-kind.js';

export const IMPORT_TASK = 'import';

export const ImportPayload = z.object({
  kind: z.enum(ImportKind),
  uploadId: z.string(),
  maps: z.array(z.string()).nullable(),
  dateFormat: z.string().nullable(),
  dryRun: z.boolean(),
  again: z.boolean(),
});

export type ImportPayload = z.infer<typeof ImportPayload>;
