import { workerData as parent } from 'node:worker_threads';
import { MAX_MEMORY } from './parquet-limits.js';

const WATCH_MS = 100;

/**
 * Ends the process without its parent, or with too much memory. It runs in a thread, since decoding blocks the process.
 */
setInterval(() => {
  if (process.ppid !== parent || process.memoryUsage.rss() > MAX_MEMORY) process.kill(process.pid, 'SIGKILL');
}, WATCH_MS);
