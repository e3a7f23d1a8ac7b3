import { beforeAll, expect, it } from '@jest/globals';
import { ModelRunKind } from '../../../server/models/runs/records/model-run.entity.js';
import { startRunUnchecked } from '../../../server/models/runs/start-run.js';
import { ModelStage } from '../../../server/models/versions/model-kind.js';
import { Role, Scope, type Viewer } from '../../../server/platform/index.js';
import { addMember, addStore, addWorkspace, mainWorkspace } from '../../support/product/catalog.js';
import { useToile } from '../../support/product/execute.js';
import { addPerson, keyOf, viewerOf } from '../../support/product/viewers.js';
import { addVersion } from './registry/versions.js';

const toile = useToile();
const viewers: Record<string, Viewer> = {};
const ids: Record<string, string> = {};

const PEOPLE = 'ADMIN ANALYST PM ML_ENGINEER';

/** Who is told each field. `read` and `elsewhere` are keys of two workspaces, `stranger` is a merchant of no store. */
const TABLE: readonly (readonly [field: string, document: string, admitted: string])[] = [
  ...(
    [
      ['features', 'features { name values }', PEOPLE],
      ['createdBy', 'createdBy', PEOPLE],
      ['endpoint.url', 'endpoint { url }', 'ADMIN ML_ENGINEER'],
      ['endpoint.keyVariable', 'endpoint { keyVariable }', 'ADMIN ML_ENGINEER'],
      ['endpoint.modelName', 'endpoint { modelName }', `${PEOPLE} read elsewhere`],
      ['architecture', 'architecture', `${PEOPLE} read elsewhere`],
      ['metrics', 'metrics { value }', `${PEOPLE} read elsewhere`],
      ['name', 'name', `${PEOPLE} MERCHANT stranger read elsewhere`],
    ] as const
  ).map(
    ([field, selection, admitted]) =>
      [`ModelVersion.${field}`, `query { modelVersion(id: "VERSION") { ${selection} } }`, admitted] as const,
  ),
  ['ModelRun.createdBy', 'query { modelRun(id: "RUN") { createdBy } }', `${PEOPLE} MERCHANT`],
  ['ModelRun.settings', 'query { modelRun(id: "RUN") { settings } }', `${PEOPLE} MERCHANT read`],
  ['ModelRun.store', 'query { modelRun(id: "RUN") { store { name } } }', `${PEOPLE} MERCHANT read`],
  ['Job.requestedBy', 'query { job(id: "RUN") { requestedBy } }', `${PEOPLE} MERCHANT`],
  ['Job.status', 'query { job(id: "RUN") { status } }', `${PEOPLE} MERCHANT read`],
];

beforeAll(async () => {
  const { dataSource } = toile;
  const { id: workspaceId } = await mainWorkspace(dataSource);
  const merchant = await addPerson(dataSource, Role.MERCHANT);
  const store = await addStore(dataSource, { workspaceId });
  await addMember(dataSource, store, merchant);
  for (const role of [Role.ADMIN, Role.ANALYST, Role.PM, Role.ML_ENGINEER, Role.EXPERT])
    viewers[role] = viewerOf(role);
  viewers.MERCHANT = merchant;
  viewers.stranger = await addPerson(dataSource, Role.MERCHANT);
  viewers.read = keyOf(workspaceId, Scope.READ);
  viewers.elsewhere = keyOf((await addWorkspace(dataSource)).id, Scope.READ);
  viewers['events:write'] = keyOf(workspaceId, Scope.EVENTS_WRITE);
  const version = await addVersion(dataSource, {
    stage: ModelStage.PRODUCTION,
    contentHash: null,
    features: [{ name: 'store', values: ['Atelier Nord'] }],
    endpoint: {
      url: 'http://triton.internal:8000',
      modelName: 'm',
      modelVersion: null,
      tensors: {},
      keyVariable: 'TOILE_REMOTE_KEY_TRITON',
    },
  });
  const run = await startRunUnchecked({ dataSource, jobs: toile.toile.jobs.service }, merchant, {
    kind: ModelRunKind.GENERATE,
    workspaceId,
    storeId: store.id,
    versionId: version.id,
    seed: 1,
    settings: { prompt: 'red dress', profile: { store: store.name } },
    task: 'generate-candidates',
  });
  Object.assign(ids, { VERSION: version.id, RUN: run.id });
});

it.each(TABLE)('%s is for those who may know it', async (_, document, admitted) => {
  const source = document.replace('VERSION', ids.VERSION!).replace('RUN', ids.RUN!);
  const answered: string[] = [];
  for (const [who, viewer] of Object.entries(viewers))
    if (!(await toile.execute(source, {}, viewer)).errors) answered.push(who);

  expect(answered.sort()).toEqual(admitted.split(' ').sort());
});
