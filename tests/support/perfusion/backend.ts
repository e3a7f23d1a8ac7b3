import { beforeAll } from '@jest/globals';

import { startBackend } from '../../../server/perfusion/backend/start-backend.js';

/** Runs the tensors of a test file on one backend: the named one, or what `TOILE_TF_BACKEND` says, or wasm. */
export function useBackend(name = process.env.TOILE_TF_BACKEND ?? 'wasm'): void {
  beforeAll(async () => {
    await startBackend({ forced: name });
  });
}
