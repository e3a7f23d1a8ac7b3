import { describe, expect, it } from '@jest/globals';
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLNamedType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { Arg, Field, InputType, Int, Query, Resolver } from 'type-graphql';
import { EVERYONE } from '../../server/platform/access/authorize.js';
import { Access, createSchema, Limited, Role } from '../../server/platform/index.js';
import { useToile } from '../support/product/execute.js';
import { ANALYST, viewerOf } from '../support/product/viewers.js';

const toile = useToile();

type Input = GraphQLArgument | GraphQLInputField;

/** Everything that a caller may send, by where it stands. */
function inputsOf(type: GraphQLNamedType): [string, Input][] {
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
  }
  const fields = isObjectType(type) && !type.name.startsWith('__') ? Object.values(type.getFields()) : [];
  return fields.flatMap(({ name, args }) =>
    args.map((arg): [string, Input] => [`${type.name}.${name}(${arg.name})`, arg]),
  );
}

const isList = ({ type }: Input) => isListType(isNonNullType(type) ? type.ofType : type);

const NUMBERS = ['Int', 'Float', 'SafeInt'];

/** What the description of an input must say; ids and lists of a closed choice have one maximum everywhere. */
function missingWords(input: Input): string[] {
  const named = getNamedType(input.type);
  const says = (unit: string) =>
    new RegExp(`([Aa]t most|\\d to) [\\d,]+ ${unit}`).test(input.description ?? '');
  return [
    ...(isList(input) && !isEnumType(named) && !says('entries') ? ['entries'] : []),
    ...(named.name === 'String' && !says('characters') ? ['characters'] : []),
    ...(NUMBERS.includes(named.name) && !/[Ff]rom [\d.,e-]+ to [\d.]+/.test(input.description ?? '')
      ? ['range']
      : []),
  ];
}

it('has a maximum for every text and list and a range for every number that anyone may send, and says it', () => {
  const inputs = Object.values(toile.toile.schema.getTypeMap()).flatMap(inputsOf);
  const unlimited = inputs.flatMap(([place, input]) =>
    missingWords(input).map((unit) => `${place}: ${unit}`),
  );

  expect(inputs.length).toBeGreaterThan(100);
  expect(unlimited).toEqual([]);
});

it('has scalars of its own that read no long text', () => {
  const scalars = Object.values(toile.toile.schema.getTypeMap()).filter(isScalarType);
  const own = scalars.filter(({ name }) => !['String', 'ID', 'Int', 'Float', 'Boolean'].includes(name));

  expect(own.map(({ name }) => name).sort()).toEqual(['Date', 'DateTime', 'Decimal', 'SafeInt']);
  for (const scalar of own) {
    expect(() => scalar.parseValue('1'.repeat(101))).toThrow('at most 100 characters');
    expect(() => scalar.parseLiteral({ kind: 'StringValue', value: '1'.repeat(101) } as never)).toThrow(
      'at most',
    );
  }
});

const EVENT = { id: 'e-1', kind: 'CLICK', item: 'i', visitor: 'v', occurredAt: '2026-01-31T09:30:00.000Z' };
const RECORD = 'mutation ($input: RecordEventsInput!) { recordEvents(input: $input) { accepted } }';
const ADD_STORE = 'mutation ($input: AddStoreInput!) { addStore(input: $input) { id } }';
const SCORE = 'query ($input: ScoreImagesInput!) { scoreImages(input: $input) { unknownWords } }';

describe('what passes a maximum', () => {
  it.each<[string, string, object, string]>([
    [
      'a text',
      RECORD,
      { events: [EVENT, { ...EVENT, visitor: 'x'.repeat(256) }] },
      'input.events[1].visitor must have at most 255 characters',
    ],
    [
      'a list',
      RECORD,
      { events: Array(10_001).fill(EVENT) },
      'input.events must have at most 10,000 entries',
    ],
    [
      'a text in a list',
      ADD_STORE,
      { name: 's', attributes: [{ name: 'a', value: 'x'.repeat(201) }] },
      'input.attributes[0].value must have 1 to 200 characters',
    ],
  ])('is refused by its place: %s', async (_, query, input, message) => {
    const { errors } = await toile.execute(query, { input }, ANALYST);

    expect(errors).toMatchObject([{ message, extensions: { code: 'INVALID_INPUT' } }]);
  });

  it('is refused in inherited fields, ids and arguments too', async () => {
    const long = 'x'.repeat(201);
    const messageOf = async (query: string) => (await toile.execute(query, {}, ANALYST)).errors?.[0]?.message;

    expect(
      await messageOf(
        `mutation { addItem(input: { storeId: "1", key: "k", origin: AI_GENERATED, category: "${long}" }) { id } }`,
      ),
    ).toBe('input.category must have 1 to 200 characters');
    expect(await messageOf(`{ store(id: "${long}") { id } }`)).toBe('id must have at most 200 characters');
    expect(await messageOf(`{ stores(search: "${long}") { totalCount } }`)).toBe(
      'search must have at most 200 characters',
    );
  });

  it('is refused below a minimum likewise', async () => {
    const { errors } = await toile.execute(
      SCORE,
      { input: { storeId: '1', prompt: '', imageIds: [] } },
      viewerOf(Role.ML_ENGINEER),
    );

    expect(errors?.[0]?.message).toBe('input.imageIds must have 1 to 64 entries');
  });

  it.each<[string, Record<string, number>, string]>([
    ['below', { first: -1 }, 'first must be a whole number from 0 to 200, not -1'],
    ['above', { last: 201 }, 'last must be a whole number from 0 to 200, not 201'],
  ])('is refused of a number %s its range', async (_, variables, message) => {
    const query = 'query ($first: Int, $last: Int) { stores(first: $first, last: $last) { totalCount } }';

    const { errors } = await toile.execute(query, variables, ANALYST);

    expect(errors).toMatchObject([{ message, extensions: { code: 'INVALID_INPUT' } }]);
  });

  it('is told only to who may send it', async () => {
    const { errors } = await toile.execute(
      RECORD,
      { input: { events: Array(10_001).fill(EVENT) } },
      viewerOf(Role.PM),
    );

    expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});

@InputType()
class EndlessInput {
  @Field(() => [String])
  readonly texts!: string[];
}

@Resolver()
class EndlessResolver {
  @Access(EVERYONE)
  @Query(() => Int)
  endless(
    @Arg('input', () => EndlessInput) _input: EndlessInput,
    @Arg('text', () => String) _text: string,
    @Arg('number', () => Int) _number: number,
  ): number {
    return 1;
  }
}

it('refuses to start with an argument that has none', async () => {
  await expect(createSchema([new EndlessResolver()])).rejects.toThrow(
    'Arguments without a limit: Query.endless(number), Query.endless(text), EndlessInput.texts',
  );
});

it('refuses a limit on a parameter, where it would not hold for every resolver', () => {
  const decorate = () => {
    class LimitedParameter {
      // @ts-expect-error: the types refuse it too
      lines(@Limited({ items: { max: 1 } }) _kinds: string[]): void {}
    }
    return LimitedParameter;
  };

  expect(decorate).toThrow('lines: state the limits of an argument in an @ArgsType class');
});
