import 'reflect-metadata';
import type { FastifyPluginAsync } from 'fastify';
import type { DataSource } from 'typeorm';
import { catalogEntities, createCatalog } from './catalog/index.js';
import { createDemo, garmentDrawer } from './demo/index.js';
import { createEvents, eventEntities } from './events/index.js';
import { createExperiments } from './experiments/index.js';
import { createImports, importEntities } from './imports/index.js';
import { createLift, liftEntities } from './lift/index.js';
import { createModels, type ModelCompute, modelEntities } from './models/index.js';
import {
  createJobs,
  createLogger,
  createPeople,
  createSchema,
  createStorage,
  type ImageReferences,
  type JobTask,
  jobEntities,
  type Logger,
  OPERATOR,
  type PeriodicTask,
  peopleEntities,
  storageEntities,
  type Viewer,
} from './platform/index.js';
import { createRemoval } from './removal/index.js';

/** Every table that has an entity, over all domains. */
export const entities = [
  ...peopleEntities,
  ...storageEntities,
  ...catalogEntities,
  ...eventEntities,
  ...importEntities,
  ...liftEntities,
  ...jobEntities,
  ...modelEntities,
];

interface DomainOptions {
  /** Connected and migrated. */
  readonly dataSource: DataSource;
  /** Where people reach the server, without a trailing slash, e.g. `http://localhost:4000`. */
  readonly publicUrl: string;
  /** Folder of uploads and images. */
  readonly dataDirectory: string;
  /** Silent by default. */
  readonly log?: Logger;
  /** The one tensor backend that models may run on; the fastest that starts by default. */
  readonly tensorBackend?: string | undefined;
  /** Hosts of model servers that are not on public addresses; none by default. */
  readonly remoteHosts?: readonly string[] | undefined;
}

export interface ToileOptions extends DomainOptions {
  /**
   * For events, and for the viewer and the workspace of every request, which never wait for reports; `dataSource` by
   * default.
   */
  readonly ingestionSource?: DataSource;
  /** For jobs, whose statements may take long; `dataSource` by default. */
  readonly jobSource?: DataSource;
}

/** What every domain brings, as far as it has any. */
interface Domain {
  readonly resolvers: readonly object[];
  readonly routes?: readonly FastifyPluginAsync[];
  readonly tasks?: readonly JobTask[];
  readonly periodicTasks?: readonly PeriodicTask[];
  readonly imageReferences?: readonly ImageReferences[];
}

export type Toile = Awaited<ReturnType<typeof createToile>>;

/** The whole product over one database: its domains once for each kind of connections. */
export async function createToile({ ingestionSource, jobSource, ...options }: ToileOptions) {
  const ofRequests = createDomains(options);
  const { compute } = ofRequests.models;
  const over = (dataSource = options.dataSource) =>
    dataSource === options.dataSource ? ofRequests : createDomains({ ...options, dataSource, compute });
  const [ofIngestion, ofJobs] = [over(ingestionSource), over(jobSource)];
  const { domains, ...named } = ofRequests;
  const answering: Domain[] = [...domains, ofIngestion.events.intake];
  const schema = await createSchema(
    answering.flatMap(({ resolvers }) => resolvers),
    named.jobs.subscribe,
  );
  return {
    ...named,
    schema,
    routes: answering.flatMap(({ routes = [] }) => routes),
    people: { ...named.people, authenticator: ofIngestion.people.authenticator },
    workspaceIdOf: async (viewer: Viewer, requested: string | null) =>
      (await ofIngestion.catalog.workspaces.resolve(viewer, requested)).id,
    /** The domains for what happens outside of requests. */
    background: ofJobs,
    /** Stops jobs and ends threads. */
    close: async () => {
      for (const { jobs, models } of new Set([ofJobs, ofRequests, ofIngestion])) {
        await jobs.stop();
        await models.close();
      }
    },
  };
}

/** The only place that knows every domain. */
function createDomains({
  dataSource,
  publicUrl,
  dataDirectory,
  log = createLogger({ level: 'silent' }),
  tensorBackend,
  remoteHosts,
  compute,
}: DomainOptions & { readonly compute?: ModelCompute }) {
  const toWorkspaceId = async (requested: string | null): Promise<string> =>
    (await catalog.workspaces.resolve(OPERATOR, requested)).id;
  const people = createPeople({ dataSource, log, publicUrl, toWorkspaceId });
  const storage = createStorage({ dataSource, dataDirectory, drawer: garmentDrawer });
  const catalog = createCatalog({ dataSource, audit: people.audit, images: storage.images });
  const events = createEvents(dataSource);
  const jobs = createJobs({ dataSource, log, audit: people.audit });
  const parts = {
    dataSource,
    dataDirectory,
    audit: people.audit,
    images: storage.images,
    workspaces: catalog.workspaces,
    stores: catalog.stores,
    priceBands: catalog.priceBands,
    jobs: jobs.service,
  };
  const imports = createImports({ ...parts, events: events.store, uploads: storage.uploads });
  const lift = createLift(parts);
  const experiments = createExperiments();
  const models = createModels({ ...parts, tensorBackend, remoteHosts, log, compute });
  const removal = createRemoval(parts);
  const demo = createDemo({
    ...parts,
    events: events.store,
    rollups: events.rollups,
  });
  const domains: Domain[] = [
    people,
    storage,
    catalog,
    events,
    imports,
    lift,
    experiments,
    models,
    removal,
    demo,
    jobs,
  ];
  jobs.register({
    tasks: domains.flatMap(({ tasks = [] }) => tasks),
    periodicTasks: domains.flatMap(({ periodicTasks = [] }) => periodicTasks),
  });
  storage.images.addReferences(domains.flatMap(({ imageReferences = [] }) => imageReferences));
  return { people, storage, catalog, events, imports, models, removal, demo, jobs, domains };
}
