import fc, { type Arbitrary } from 'fast-check';
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';
import { type Door, type FuzzRequest, jsonRequest } from './request.js';
import { mostly, oddText, oddValue } from './values.js';

const SELECTED_LEVELS = 3;
const NESTED_LEVELS = 4;

/** They end the sessions that the rest of the fuzz needs, and have tests of their own. */
const LEFT_OUT = ['signOut', 'setPassword', 'signInWithLink'];

/** What comes far in a field of some name. Addresses are of this machine: nothing outside of it is ever asked for. */
const LIKELY: Readonly<Record<string, readonly unknown[]>> = {
  url: ['http://127.0.0.1:9', 'http://localhost:1/v2', 'ftp://127.0.0.1', 'http://', 'http://[::1'],
  first: [0, 1, 5, null],
  last: [null, null, 2],
  after: [null],
  before: [null],
  currency: ['EUR', 'JPY'],
  timeZone: ['UTC', 'Europe/Berlin'],
  email: ['ada@example.com', 'nobody@example.com'],
  confidence: [0.95, 0.9],
  returnWindowDays: [0, 30],
  keyVariable: ['TOILE_REMOTE_KEY_FUZZ'],
  field: ['store', 'item', 'origin'],
  column: ['store', 'item', 'shop'],
  literal: ['HUMAN_DESIGNED', 'shop'],
  csv: [
    'store,item,origin,scenario,impressions,clicks,orders\nNord,a,AI_GENERATED,SEARCH,10,2,1\n',
    'store,item\n',
    '"',
  ],
};

/** Every operation of the schema, with variables made from its types; and documents that are broken. */
export const graphqlDoor = (schema: GraphQLSchema, ids: readonly string[]): Door => ({
  name: 'graphql',
  server: 'product',
  share: 0.5,
  mainSender: 'administrator',
  requests: fc.oneof(
    { weight: 12, arbitrary: operations(schema, ids) },
    { weight: 1, arbitrary: brokenRequests },
  ),
});

/** Subscriptions, and what does not belong there. */
export const streamDoor = (ids: readonly string[]): Door => ({
  name: 'graphql stream',
  server: 'product',
  share: 0.05,
  mainSender: 'administrator',
  requests: fc
    .record({
      query: mostly(
        fc.constantFrom(
          'subscription ($id: ID!) { jobProgress(id: $id) { id status result } }',
          'query ($id: ID!) { job(id: $id) { id } }',
        ),
      ),
      variables: mostly(fc.record({ id: mostly(fc.constantFrom(...ids)) })),
      operationName: mostly(fc.constant(null)),
    })
    .map((body) => {
      const { headers, ...request } = jsonRequest('/graphql/stream', body);
      return { ...request, headers: { ...headers, accept: 'text/event-stream' } };
    }),
});

function operations(schema: GraphQLSchema, ids: readonly string[]): Arbitrary<FuzzRequest> {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  const all = roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {})
      .filter(({ name }) => !LEFT_OUT.includes(name))
      .map((field) => operation(kind, field, ids)),
  );
  return fc.oneof(...all);
}

type Kind = 'query' | 'mutation';

/** What every sender may ask for, also together with what they may not. */
const OPEN_TO_ALL: Readonly<Record<Kind, readonly string[]>> = {
  query: ['__typename', 'me: viewer { id }', 'setup { version }'],
  mutation: ['__typename', 'signOut @skip(if: true)'],
};

function operation(
  kind: Kind,
  { name, args, type }: GraphQLField<unknown, unknown>,
  ids: readonly string[],
): Arbitrary<FuzzRequest> {
  const declared = args.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const passed = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const head = `${kind} ${declared && `(${declared})`}`;
  const field = `${name}${passed && `(${passed})`} ${selectionOf(type)}`;
  const values = Object.fromEntries(args.map((argument) => [argument.name, inputOf(argument, ids)]));
  const requiredKeys = args.filter(isRequiredArgument).map((argument) => argument.name);
  const others = fc.constantFrom(...OPEN_TO_ALL[kind]);
  return fc
    .tuple(fc.record(values, { requiredKeys }), mostly(fc.constant(''), others))
    .map(([variables, other]) =>
      jsonRequest('/graphql', { query: `${head} { ${other} ${field} }`, variables }),
    );
}

/** Every field without arguments, some levels deep. */
function selectionOf(type: GraphQLOutputType, levels = SELECTED_LEVELS): string {
  const named = getNamedType(type);
  if (isUnionType(named)) return '{ __typename }';
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some(isRequiredArgument)) return [];
    if (!isObjectType(getNamedType(field.type)) && !isUnionType(getNamedType(field.type)))
      return [field.name];
    return levels > 1 ? [`${field.name} ${selectionOf(field.type, levels - 1)}`] : [];
  });
  return `{ ${['__typename', ...fields].join(' ')} }`;
}

interface Named {
  readonly name: string;
  readonly type: GraphQLInputType;
}

/** What fits the type, mostly. */
function inputOf({ name, type }: Named, ids: readonly string[], levels = NESTED_LEVELS): Arbitrary<unknown> {
  if (isNonNullType(type)) return inputOf({ name, type: type.ofType }, ids, levels);
  if (isListType(type)) {
    const element = inputOf({ name, type: type.ofType }, ids, levels);
    return mostly(fc.array(element, { maxLength: 4 }));
  }
  if (isEnumType(type)) return mostly(fc.constantFrom(...type.getValues().map((value) => value.name)));
  if (!isInputObjectType(type)) return mostly(likely(name) ?? scalar(type.name, ids));
  if (levels === 0) return fc.constant({});
  const fields = Object.values(type.getFields());
  const values = fields.map((field): [string, Arbitrary<unknown>] => [
    field.name,
    inputOf(field, ids, levels - 1),
  ]);
  const requiredKeys = fields.filter((field) => isNonNullType(field.type)).map((field) => field.name);
  return mostly(fc.record(Object.fromEntries(values), { requiredKeys }));
}

const likely = (name: string): Arbitrary<unknown> | null =>
  LIKELY[name] ? fc.constantFrom(...LIKELY[name]) : null;

function scalar(type: string, ids: readonly string[]): Arbitrary<unknown> {
  const scalars: Readonly<Record<string, Arbitrary<unknown>>> = {
    ID: fc.oneof(fc.constantFrom(...ids), fc.uuid()),
    String: fc.oneof(fc.constantFrom(...ids), fc.string({ maxLength: 20 }), oddText),
    Boolean: fc.boolean(),
    Int: fc.integer({ min: -1, max: 1_000 }),
    Float: fc.constantFrom(0.001, 1, 2.5),
    SafeInt: fc.integer({ min: -1, max: 1_000_000 }),
    Decimal: fc.constantFrom('19.99', '0', '-1', '1e5', 7),
    Date: fc.constantFrom('2026-01-31', '2026-01-01', '0001-01-01', '9999-12-31'),
    DateTime: fc.constantFrom(
      '2026-01-31T09:30:00.000Z',
      '1970-01-01T00:00:00Z',
      '2026-06-01T00:00:00+02:00',
    ),
  };
  return scalars[type] ?? oddValue;
}

const EVENT = { id: 'e', kind: 'CLICK', item: 'a', visitor: 'v', occurredAt: '2026-01-31T09:30:00.000Z' };

const brokenRequests: Arbitrary<FuzzRequest> = fc.oneof(
  oddText.map((query) => jsonRequest('/graphql', { query })),
  oddValue.map((body) => jsonRequest('/graphql', body)),
  fc
    .constantFrom('{', '{"query":', 'null', '\u0000', '[{"query":"{__typename}"}]')
    .map((text) => jsonRequest('/graphql', text)),
  fc
    .constantFrom(
      '{ ...F } fragment F on Query { ...F }',
      `{ ${'workspace { '.repeat(200)}`,
      `{ ${Array.from({ length: 200 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
      `{ stores(search: "${'a'.repeat(100_000)}") { totalCount } }`,
      `query ($a: [[[[Int]]]]) { __typename } # ${'#'.repeat(50_000)}`,
    )
    .map((query) => jsonRequest('/graphql', { query })),
  fc.constant({ method: 'GET', path: '/graphql?query=%7B__typename%7D&variables=%7B', headers: {} }),
  fc
    .constantFrom<readonly unknown[]>(Array<number>(10_000).fill(0), Array<object>(15_000).fill(EVENT))
    .map((e) =>
      jsonRequest('/graphql', {
        query: 'mutation ($e: [EventInput!]!) { recordEvents(input: { events: $e }) { accepted } }',
        variables: { e },
      }),
    ),
  fc.constant(
    jsonRequest('/graphql', {
      query: 'mutation ($input: AddStoreInput!) { addStore(input: $input) { id } }',
      variables: { input: { name: 'a', attributes: Array<object>(1_000).fill({ name: 'a', value: 'b' }) } },
    }),
  ),
);
