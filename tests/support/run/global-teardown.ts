import { existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';

// biome-ignore lint/style/noDefaultExport: Jest loads this file by its default export
export default async function teardown(): Promise<void> {
  const postgres = globalThis.toileTestPostgres;
  if (!postgres) return;
  await postgres.server.stop();
  sayWhatWasSkipped(process.env.TOILE_TEST_SKIPPED!);
  rmSync(postgres.directory, { recursive: true, force: true });
}

/** Each line names a test file and what it needs (`needs.ts`). */
function sayWhatWasSkipped(notes: string): void {
  if (!existsSync(notes)) return;
  const lines = [...new Set(readFileSync(notes, 'utf8').trim().split('\n'))].sort();
  const words = lines.map((line) => `  ${relative(process.cwd(), line)}`);
  process.stderr.write(`\nSkipped, wholly or in part:\n${words.join('\n')}\n`);
}
