import fc, { type Arbitrary } from 'fast-check';

/** Texts that have broken programs before. */
const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202eabc',
  '👗'.repeat(50),
  'a'.repeat(201),
  'a'.repeat(5_000),
  '%_\\%',
  "'; DROP TABLE items; --",
  '__proto__',
  'constructor',
  'toString',
  '../../../etc/passwd',
  'file:///etc/passwd',
  '1e309',
  'NaN',
  '-0',
  '9007199254740993',
  '0000-01-01',
  '2026-02-30',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13',
  '2026-01-31T09:30:00+99:00',
  '<script>alert(1)</script>',
  '{"a":1}',
  '00000000-0000-0000-0000-000000000000',
];

const NUMBERS = [0, -0, -1, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e21, 1e308, 5e-324];

/** Text that no rule expects. */
export const oddText: Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** Stands for lists in lists, which JavaScript itself cannot write down when they are deep; `inJson` puts them in. */
const deep = (levels: number): string => `@deep ${levels}`;

/** A body as JSON. */
export const inJson = (body: unknown): string =>
  JSON.stringify(body).replace(
    /"@deep (\d+)"/g,
    (_, levels) => `${'['.repeat(Number(levels))}${']'.repeat(Number(levels))}`,
  );

/** Any JSON value, most often of a wrong type, sometimes large or deep. */
export const oddValue: Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: oddText },
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...NUMBERS) },
  { weight: 4, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], { a: [1] }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(200, 8_000).map(deep) },
  { weight: 1, arbitrary: fc.constantFrom(300, 20_000).map((length) => Array<number>(length).fill(0)) },
);

/** The expected value most of the time, so that requests come far, and an odd one otherwise. */
export const mostly = (expected: Arbitrary<unknown>, odd: Arbitrary<unknown> = oddValue) =>
  fc.oneof({ weight: 30, arbitrary: expected }, { weight: 1, arbitrary: odd });

/** An object with some of its keys, mostly with expected values; rarely with a key that nobody knows. */
export function looseRecord(fields: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<object> {
  const known = fc.record(
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, mostly(value)])),
    { requiredKeys: [] },
  );
  const more = mostly(fc.constant({}), fc.dictionary(oddText, oddValue, { maxKeys: 3 }));
  return fc.tuple(known, more).map(([fields, others]) => Object.assign({}, others, fields));
}
