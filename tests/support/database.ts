import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { createDataSource, migrate } from '../../server/platform/index.js';
import { entities } from '../../server/schema.js';

/** Any number: whoever holds this lock makes the template database. */
const TEMPLATE_LOCK = 7_001;

const urlOf = (database: string) => {
  const server = process.env.TOILE_TEST_POSTGRES;
  if (!server)
    throw new Error('Jest did not start its PostgreSQL: run tests through "npm test" or "npx jest"');
  return `${server}/${database}`;
};

/** A fresh migrated database, cloned from one template; the caller destroys the data source. */
export async function createTestDatabase(): Promise<{ url: string; dataSource: DataSource }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(async (admin) => {
    await ensureTemplate(admin);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE template STRATEGY FILE_COPY`);
  });
  const url = urlOf(name);
  return { url, dataSource: await createDataSource({ url, entities, migrations }).initialize() };
}

/** A database without any table. @returns its URL */
export async function createEmptyDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(async (admin) => {
    await admin.query(`CREATE DATABASE ${name}`);
  });
  return urlOf(name);
}

/** Gives the test file a database of its own: read the fields inside tests, not while they are declared. */
export function useDatabase(): { readonly dataSource: DataSource; readonly url: string } {
  const held = {} as { url: string; dataSource: DataSource };
  beforeAll(async () => {
    Object.assign(held, await createTestDatabase());
  });
  afterAll(() => held.dataSource.destroy());
  return held;
}

async function asAdministrator(work: (admin: DataSource) => Promise<void>): Promise<void> {
  const admin = new DataSource({ type: 'postgres', url: urlOf('postgres'), poolSize: 1 });
  await admin.initialize();
  await work(admin).finally(() => admin.destroy());
}

async function ensureTemplate(admin: DataSource): Promise<void> {
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const [found] = await admin.query("SELECT 1 FROM pg_database WHERE datname = 'template'");
  if (!found) {
    await admin.query('CREATE DATABASE template_in_making');
    const dataSource = createDataSource({ url: urlOf('template_in_making'), entities: [], migrations });
    await dataSource.initialize();
    await migrate(dataSource);
    await dataSource.destroy();
    await admin.query('ALTER DATABASE template_in_making RENAME TO template');
  }
  await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
}
