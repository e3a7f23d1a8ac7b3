import 'reflect-metadata';
import type { FastifyPluginAsync } from 'fastify';
import type { DataSource } from 'typeorm';
import { catalogEntities, Workspace } from './catalog/index.js';
import { createPeople, createSchema, notFound, peopleEntities, storageEntities } from './platform/index.js';

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

/** What every domain brings, as far as it has any. */
interface Domain {
  readonly resolvers: readonly object[];
  readonly routes?: readonly FastifyPluginAsync[];
}

export type Toile = Awaited<ReturnType<typeof createToile>>;

/** The whole product over one database: the only place that knows every domain. */
export async function createToile({ dataSource, publicUrl }: ToileOptions) {
  const toWorkspaceId = async (id: string | null) => {
    const workspace = await dataSource.getRepository(Workspace).findOneBy(id ? { id } : { isDefault: true });
    if (!workspace) throw notFound('Workspace', id ?? 'main');
    return workspace.id;
  };
  const people = createPeople({ dataSource, publicUrl, toWorkspaceId });
  const domains: Domain[] = [people];
  const schema = await createSchema(domains.flatMap(({ resolvers }) => resolvers));
  return { schema, routes: domains.flatMap(({ routes = [] }) => routes), people };
}
