import { z } from 'zod';

export const REVERT_TASK = 'revert-import';

export const RevertPayload = z.object({ runId: z.string() });

export type RevertPayload = z.infer<typeof RevertPayload>;
