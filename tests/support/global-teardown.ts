import { rmSync } from 'node:fs';

// biome-ignore lint/style/noDefaultExport: Jest loads this file by its default export
export default async function teardown(): Promise<void> {
  const postgres = globalThis.toileTestPostgres;
  if (!postgres) return;
  await postgres.server.stop();
  rmSync(postgres.directory, { recursive: true, force: true });
}
