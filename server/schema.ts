import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { catalogEntities } from './catalog/index.js';
import { createPeople, createSchema, peopleEntities, storageEntities } from './platform/index.js';

/** Every table that has an entity, over all domains. */
export const entities = [...peopleEntities, ...storageEntities, ...catalogEntities];

export interface ToileOptions {
  /** Connected and migrated. */
  readonly dataSource: DataSource;
  /** Where people reach the server, without a trailing slash, e.g. `http://localhost:4000`. */
  readonly publicUrl: string;
  /** Folder of uploads and images. */
  readonly dataDirectory: string;
}

export type Toile = Awaited<ReturnType<typeof createToile>>;

/** The whole product over one database: the only place that knows every domain. */
export async function createToile({ dataSource }: ToileOptions) {
  const people = createPeople({ dataSource });
  const domains = [people];
  const schema = await createSchema(domains.flatMap(({ resolvers }): object[] => resolvers));
  return { schema, people };
}
