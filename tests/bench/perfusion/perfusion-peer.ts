import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Operation } from './perfusion-work.js';

/** Debian's PyTorch is seen by Debian's Python only. */
const PYTHONS = ['/usr/bin/python3', 'python3'];
const SCRIPT = join(import.meta.dirname, '../../../../tests/bench/perfusion/perfusion-torch.py');

/**
 * Median milliseconds that PyTorch takes on one thread for the matrix products and convolutions
 * of each work, and for nothing else.
 *
 * @returns null where no Python here has PyTorch
 */
export function torchMilliseconds(works: readonly (readonly Operation[])[]): number[] | null {
  const python = PYTHONS.find((name) => spawnSync(name, ['-c', 'import torch']).status === 0);
  if (!python) return null;
  const { status, stdout, stderr } = spawnSync(python, [SCRIPT], {
    input: JSON.stringify(works),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${SCRIPT} failed: ${stderr}`);
  return stdout.trim().split('\n').map(Number);
}
