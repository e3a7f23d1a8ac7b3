import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { openToile } from '../../server/open-toile.js';
import {
  createLogger,
  OPERATOR,
  openDatabaseForWorker,
  readConfig,
  Scope,
} from '../../server/platform/index.js';
import { startServer, withDataFolder } from './server-process.js';

export type Product = Parameters<Parameters<typeof withProduct>[0]>[0];

/**
 * Runs some work with a server in a process of its own on a new PostgreSQL, and the same product in this process on
 * the same database: what is measured over HTTP does not share a thread with who measures. Everything is stopped
 * and removed afterwards.
 */
export const withProduct = <T>(work: (product: OpenProduct) => Promise<T>): Promise<T> =>
  withDataFolder(async (directory) => {
    const server = await startServer(directory);
    try {
      const product = await openProduct(directory);
      return await work({ ...product, url: server.url }).finally(product.close);
    } finally {
      await server.stop();
    }
  });

type OpenProduct = Awaited<ReturnType<typeof openProduct>> & { readonly url: string };

async function openProduct(directory: string) {
  const config = readConfig({ TOILE_DATA_DIR: directory });
  const database = await openDatabaseForWorker(config);
  const open = await openToile({ config, database, log: createLogger({ level: 'silent' }) });
  const { id } = await open.toile.catalog.workspaces.resolve(OPERATOR, null);
  const scopes = [Scope.EVENTS_WRITE, Scope.READ];
  const dataSource = await ownerOf(directory, database.url).initialize();
  const { secret } = await open.toile.people.keys.add(OPERATOR, { name: 'bench', scopes });
  return {
    databaseUrl: database.url,
    /** As the owner of the tables: benchmarks make their own. */
    dataSource,
    schema: open.toile.schema,
    workspaceId: id,
    importFile: open.toile.imports.files.importFile.bind(open.toile.imports.files),
    /** An API key of the workspace that may read and send events. */
    key: secret,
    close: async () => {
      await dataSource.destroy();
      await open.close();
    },
  };
}

function ownerOf(directory: string, dailyUrl: string): DataSource {
  const password = readFileSync(join(directory, 'postgres-password'), 'utf8').trim();
  const { href: url } = Object.assign(new URL(dailyUrl), { username: 'toile', password });
  return new DataSource({ type: 'postgres', url, poolSize: 10 });
}
