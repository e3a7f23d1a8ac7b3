import { expect, it, jest } from '@jest/globals';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  graphql,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  subscribe,
} from 'graphql';
import { Int, Query, Resolver } from 'type-graphql';
import { ANONYMOUS } from '../../server/platform/access/viewer.js';
import { createSchema, Role, Scope, type Viewer } from '../../server/platform/index.js';
import { contextOf, useToile } from '../support/product/execute.js';
import { keyOf, viewerOf } from '../support/product/viewers.js';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** Everybody there is to try. Keys are called by their scope. */
const VIEWERS: Readonly<Record<string, Viewer>> = {
  anonymous: ANONYMOUS,
  ...Object.fromEntries(Object.values(Role).map((role) => [role, viewerOf(role)])),
  ...Object.fromEntries(Object.values(Scope).map((scope) => [scope, keyOf(NOWHERE, scope)])),
};

const EVERYBODY = Object.keys(VIEWERS).join(' ');
const PEOPLE = 'ADMIN ANALYST PM EXPERT MERCHANT ML_ENGINEER';
const ADMINISTRATORS = 'ADMIN';
/** All but experts, who must stay blind to origin. */
const READERS = 'ADMIN ANALYST PM MERCHANT ML_ENGINEER read';
/** Those of them who are people. */
const PEOPLE_OF_LIFT = 'ADMIN ANALYST PM MERCHANT ML_ENGINEER';

/** Readers of models; merchants see less of them than the others. */
const MODEL_READERS = 'ADMIN ANALYST PM MERCHANT ML_ENGINEER read';
const MODEL_ENGINEERS = 'ADMIN ML_ENGINEER';
const MODEL_USERS = 'ADMIN MERCHANT ML_ENGINEER';

/** Who may use each operation. A new operation needs a row here, thought about. */
const TABLE: Readonly<Record<string, string>> = {
  'Query.analysis': READERS,
  'Query.apiKeys': ADMINISTRATORS,
  'Query.auditLog': ADMINISTRATORS,
  'Query.categories': READERS,
  'Query.detectableEffect': READERS,
  'Query.eventRejects': 'ADMIN ANALYST PM ML_ENGINEER events:write read',
  'Query.importFields': 'ADMIN ANALYST',
  'Query.importPreview': 'ADMIN ANALYST',
  'Query.importRun': 'ADMIN ANALYST',
  'Query.importRuns': 'ADMIN ANALYST',
  'Query.ingestion': 'ADMIN ANALYST PM ML_ENGINEER read',
  'Query.item': READERS,
  'Query.itemPerformance': READERS,
  'Query.items': READERS,
  'Query.job': `${READERS} counts:write`,
  'Query.jobs': `${READERS} counts:write`,
  'Query.lift': READERS,
  'Query.liftViews': PEOPLE_OF_LIFT,
  'Query.modelRun': MODEL_READERS,
  'Query.modelRuns': MODEL_READERS,
  'Query.modelVersion': MODEL_READERS,
  'Query.modelVersions': MODEL_READERS,
  'Query.power': READERS,
  'Query.promptVocabulary': MODEL_USERS,
  'Query.sampleRatio': READERS,
  'Query.sampleSize': READERS,
  'Query.scoreImages': MODEL_USERS,
  'Query.setup': EVERYBODY,
  'Query.store': READERS,
  'Query.storeContents': ADMINISTRATORS,
  'Query.stores': READERS,
  'Query.unrevokedKeyCount': ADMINISTRATORS,
  'Query.users': ADMINISTRATORS,
  'Query.viewer': EVERYBODY,
  'Query.workspace': READERS,
  'Query.workspaceContents': ADMINISTRATORS,
  'Query.workspaces': READERS,
  'Mutation.addApiKey': ADMINISTRATORS,
  'Mutation.addItem': 'ADMIN ANALYST MERCHANT catalog:write',
  'Mutation.addStore': 'ADMIN ANALYST catalog:write',
  'Mutation.addStoreMember': ADMINISTRATORS,
  'Mutation.addUser': ADMINISTRATORS,
  'Mutation.addWorkspace': ADMINISTRATORS,
  'Mutation.archiveModel': MODEL_ENGINEERS,
  'Mutation.cancelJob': `${READERS} counts:write`,
  'Mutation.changeItem': 'ADMIN ANALYST MERCHANT catalog:write',
  'Mutation.changeStore': 'ADMIN ANALYST catalog:write',
  'Mutation.changeUser': ADMINISTRATORS,
  'Mutation.changeWorkspace': ADMINISTRATORS,
  'Mutation.deleteLiftView': PEOPLE_OF_LIFT,
  'Mutation.deleteStore': ADMINISTRATORS,
  'Mutation.deleteWorkspace': ADMINISTRATORS,
  'Mutation.generateCandidates': MODEL_USERS,
  'Mutation.importCounts': 'ADMIN ANALYST counts:write',
  'Mutation.importModel': MODEL_ENGINEERS,
  'Mutation.issueSignInLink': ADMINISTRATORS,
  'Mutation.loadDemo': 'ADMIN ANALYST',
  'Mutation.promoteModel': MODEL_ENGINEERS,
  'Mutation.recordEvents': 'ADMIN ANALYST events:write',
  'Mutation.registerRemoteModel': MODEL_ENGINEERS,
  'Mutation.renameLiftView': PEOPLE_OF_LIFT,
  'Mutation.removeStoreMember': ADMINISTRATORS,
  'Mutation.revokeApiKey': ADMINISTRATORS,
  'Mutation.revertImport': 'ADMIN ANALYST',
  'Mutation.rollBackModel': MODEL_ENGINEERS,
  'Mutation.saveLiftView': PEOPLE_OF_LIFT,
  'Mutation.setPassword': PEOPLE,
  'Mutation.signIn': EVERYBODY,
  'Mutation.signInWithLink': EVERYBODY,
  'Mutation.resumeRun': MODEL_ENGINEERS,
  'Mutation.signOut': EVERYBODY,
  'Mutation.startEvaluation': MODEL_ENGINEERS,
  'Mutation.startImport': 'ADMIN ANALYST',
  'Mutation.startTraining': MODEL_ENGINEERS,
  'Subscription.jobProgress': `${READERS} counts:write`,
};

const toile = useToile();

it('has a row for every operation, and no other', () => {
  expect(Object.keys(TABLE).sort()).toEqual([...operationsOf(toile.toile.schema).keys()].sort());
});

it.each(Object.entries(TABLE))('%s is for %s', async (name, admitted) => {
  const operation = operationsOf(toile.toile.schema).get(name)!;
  const touched = jest.spyOn(toile.dataSource, 'createQueryRunner');
  const outcomes: Record<string, string> = {};

  for (const [who, viewer] of Object.entries(VIEWERS)) {
    touched.mockClear();
    const refusal = await refusalOf(operation, viewer);
    outcomes[who] = refusal ?? 'admitted';
    if (refusal) expect([who, touched.mock.calls.length]).toEqual([who, 0]);
  }
  touched.mockRestore();

  const expected = (who: string) => (who === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
  expect(outcomes).toEqual(
    Object.fromEntries(
      Object.keys(VIEWERS).map((who) => [
        who,
        admitted.split(' ').includes(who) ? 'admitted' : expected(who),
      ]),
    ),
  );
});

it('has no field that could carry a secret, but for the one that hands over a new key', () => {
  const fields = Object.values(toile.toile.schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`))
    .filter((field) => /password|secret|token|hash/i.test(field));

  const harmless = [
    'Image.hash',
    'ModelFile.hash',
    'ModelRun.dataSnapshotHash',
    'ModelVersion.dataSnapshotHash',
    'Mutation.setPassword',
    'User.hasPassword',
  ];
  expect(fields.sort()).toEqual(['AddApiKeyPayload.secret', ...harmless]);
});

@Resolver()
class OpenResolver {
  @Query(() => Int)
  open(): number {
    return 1;
  }
}

it('refuses to start with a field that has no rule', async () => {
  await expect(createSchema([new OpenResolver()])).rejects.toThrow(
    'Fields without an access rule: Query.open',
  );
});

interface Operation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
}

function operationsOf(schema: GraphQLSchema): Map<string, Operation> {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return new Map(
    roots.flatMap(([kind, type]) =>
      Object.values(type?.getFields() ?? {}).map((field) => [`${type?.name}.${field.name}`, { kind, field }]),
    ),
  );
}

/** UNAUTHENTICATED or FORBIDDEN from the operation's own rule; null when the viewer got past it. */
async function refusalOf({ kind, field }: Operation, viewer: Viewer): Promise<string | null> {
  const { schema } = toile.toile;
  const { source, variableValues } = requestOf(kind, field);
  const request = { schema, variableValues, contextValue: contextOf(toile.toile, viewer) };
  const result =
    kind === 'subscription'
      ? await subscribe({ ...request, document: parse(source) })
      : await graphql({ ...request, source });
  if (Symbol.asyncIterator in result) {
    await result.return(undefined);
    return null;
  }
  const original = result.errors?.[0]?.originalError as { code?: string; message?: string } | undefined;
  if (result.errors && !original) throw result.errors[0]; // the request itself is wrong: mend this test
  return original?.message?.match(/^(Sign in, or|This needs)/) ? (original.code ?? null) : null;
}

/** The operation with every required argument. */
function requestOf(kind: Operation['kind'], { name, args, type }: GraphQLField<unknown, unknown>) {
  const required = args.filter((argument) => isNonNullType(argument.type));
  const variables = required.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const passed = required.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const selection = isCompositeType(getNamedType(type)) ? '{ __typename }' : '';
  return {
    source: `${kind} ${variables && `(${variables})`} { ${name}${passed && `(${passed})`} ${selection} }`,
    variableValues: Object.fromEntries(required.map((argument) => [argument.name, exampleOf(argument.type)])),
  };
}

const SCALARS: Readonly<Record<string, unknown>> = {
  ID: NOWHERE,
  String: 'a text of some length',
  Boolean: false,
  Int: 1,
  Float: 1,
  SafeInt: 1,
  Decimal: '1',
  Date: '2026-01-31',
  DateTime: '2026-01-31T09:30:00.000Z',
};

function exampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return exampleOf(type.ofType);
  if (isListType(type)) return [exampleOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return SCALARS[type.name];
  const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return Object.fromEntries(
    required.map((field: Pick<GraphQLArgument, 'name' | 'type'>) => [field.name, exampleOf(field.type)]),
  );
}
