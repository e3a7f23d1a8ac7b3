import 'reflect-metadata';
import type { FastifyPluginAsync } from 'fastify';
import type { DataSource } from 'typeorm';
import { catalogEntities, createCatalog } from './catalog/index.js';
import { createDemo, garmentDrawer } from './demo/index.js';
import { createEvents, eventEntities } from './events/index.js';
import { createImports } from './imports/index.js';
import { createLift } from './lift/index.js';
import {
  type Context,
  createJobs,
  createLogger,
  createPeople,
  createSchema,
  createStorage,
  type JobTask,
  jobEntities,
  type Logger,
  OPERATOR,
  type PeriodicTask,
  peopleEntities,
  storageEntities,
} from './platform/index.js';

/** Every table that has an entity, over all domains. */
export const entities = [
  ...peopleEntities,
  ...storageEntities,
  ...catalogEntities,
  ...eventEntities,
  ...jobEntities,
];

export interface ToileOptions {
  /** Connected and migrated. */
  readonly dataSource: DataSource;
  /** Where people reach the server, without a trailing slash, e.g. `http://localhost:4000`. */
  readonly publicUrl: string;
  /** Folder of uploads and images. */
  readonly dataDirectory: string;
  /** Silent by default. */
  readonly log?: Logger;
}

/** What every domain brings, as far as it has any. */
interface Domain {
  readonly resolvers: readonly object[];
  readonly routes?: readonly FastifyPluginAsync[];
  readonly tasks?: readonly JobTask[];
  readonly periodicTasks?: readonly PeriodicTask[];
}

export type Toile = Awaited<ReturnType<typeof createToile>>;

/** The whole product over one database: the only place that knows every domain. */
export async function createToile({
  dataSource,
  publicUrl,
  dataDirectory,
  log = createLogger({ level: 'silent' }),
}: ToileOptions) {
  const toWorkspaceId = async (requested: string | null): Promise<string> =>
    (await catalog.workspaces.resolve(OPERATOR, requested)).id;
  const people = createPeople({ dataSource, publicUrl, toWorkspaceId });
  const storage = createStorage({ dataSource, dataDirectory, drawer: garmentDrawer });
  const catalog = createCatalog({ dataSource, audit: people.audit, images: storage.images });
  const currentWorkspace = (context: Context) => catalog.workspaces.current(context);
  const events = createEvents({ dataSource, currentWorkspace });
  const jobs = createJobs({ dataSource, log, audit: people.audit, currentWorkspace });
  const imports = createImports({
    dataSource,
    currentWorkspace,
    events: events.store,
    images: storage.images,
    uploads: storage.uploads,
    priceBands: catalog.priceBands,
    jobs: jobs.service,
    audit: people.audit,
  });
  const lift = createLift({
    dataSource,
    currentWorkspace,
    stores: catalog.stores,
    priceBands: catalog.priceBands,
  });
  const demo = createDemo({
    dataSource,
    images: storage.images,
    workspaces: catalog.workspaces,
    priceBands: catalog.priceBands,
    events: events.store,
    rollups: events.rollups,
    jobs: jobs.service,
    audit: people.audit,
  });
  const domains: Domain[] = [people, storage, catalog, events, imports, lift, demo, jobs];
  jobs.register({
    tasks: domains.flatMap(({ tasks = [] }) => tasks),
    periodicTasks: domains.flatMap(({ periodicTasks = [] }) => periodicTasks),
  });
  const schema = await createSchema(
    domains.flatMap(({ resolvers }) => resolvers),
    jobs.subscribe,
  );
  return {
    schema,
    routes: domains.flatMap(({ routes = [] }) => routes),
    people,
    storage,
    catalog,
    events,
    imports,
    demo,
    jobs,
  };
}
