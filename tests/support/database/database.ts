import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { DataSource } from 'typeorm';
import { migrations } from '../../../migrations/index.js';
import { ensureRole } from '../../../server/platform/database/roles/ensure-role.js';
import { createDataSource, createOwnerDataSource, migrate } from '../../../server/platform/index.js';
import { entities } from '../../../server/schema.js';

/** Any number: whoever holds this lock makes the template database. */
const TEMPLATE_LOCK = 7_001;

/** The role that the product works as: every test proves that its rights are enough. */
const DAILY = { name: 'toile_app', password: 'toile_app' };

const ownerUrlOf = (database: string) => {
  const server = process.env.TOILE_TEST_POSTGRES;
  if (!server)
    throw new Error('Jest did not start its PostgreSQL: run tests through "npm test" or "npx jest"');
  return `${server}/${database}`;
};

/** The database of an owner's URL, for the role that the product works as. */
export const dailyUrlOf = (ownerUrl: string): string =>
  Object.assign(new URL(ownerUrl), { username: DAILY.name, password: DAILY.password }).href;

export interface TestDatabase {
  readonly dataSource: DataSource;
  /** Of the role that the product works as. */
  readonly url: string;
  /** Of the role that owns the tables, for tests that change them. */
  readonly ownerUrl: string;
}

/** A fresh migrated database, cloned from one template; the caller destroys the data source. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(async (admin) => {
    await ensureTemplate(admin);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE template STRATEGY FILE_COPY`);
  });
  const ownerUrl = ownerUrlOf(name);
  const url = dailyUrlOf(ownerUrl);
  return { url, ownerUrl, dataSource: await createDataSource({ url, entities, migrations }).initialize() };
}

/** A database without any table. @returns its owner's URL */
export async function createEmptyDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(async (admin) => {
    await admin.query(`CREATE DATABASE ${name}`);
    await ensureRole(admin, DAILY);
  });
  return ownerUrlOf(name);
}

/** Gives the test file a database of its own: read the fields inside tests, not while they are declared. */
export function useDatabase(): TestDatabase {
  const held = {} as TestDatabase;
  beforeAll(async () => {
    Object.assign(held, await createTestDatabase());
  });
  afterAll(() => held.dataSource.destroy());
  return held;
}

/** Does some work as the owner of a database's tables, who may change them. */
export async function asOwner<T>(
  { ownerUrl: url }: Pick<TestDatabase, 'ownerUrl'>,
  work: (owner: DataSource) => Promise<T>,
): Promise<T> {
  const owner = await createOwnerDataSource({ url, entities, migrations }).initialize();
  return work(owner).finally(() => owner.destroy());
}

async function asAdministrator(work: (admin: DataSource) => Promise<void>): Promise<void> {
  const admin = new DataSource({ type: 'postgres', url: ownerUrlOf('postgres'), poolSize: 1 });
  await admin.initialize();
  await work(admin).finally(() => admin.destroy());
}

async function ensureTemplate(admin: DataSource): Promise<void> {
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  const [found] = await admin.query("SELECT 1 FROM pg_database WHERE datname = 'template'");
  if (!found) {
    await admin.query('CREATE DATABASE template_in_making');
    await ensureRole(admin, DAILY);
    const owner = createOwnerDataSource({ url: ownerUrlOf('template_in_making'), entities: [], migrations });
    await owner.initialize();
    await migrate(owner, { dailyRole: DAILY.name });
    await owner.destroy();
    await admin.query('ALTER DATABASE template_in_making RENAME TO template');
  }
  await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
}
