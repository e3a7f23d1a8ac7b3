import { expect, it } from '@jest/globals';
import { fnv1a, mersenneTwister, pcg32, xoroshiro128Plus } from '../../../server/random/index.js';
import { philox } from '../../../server/random/philox.js';

// Random123, kat_vectors, philox4x32-10
it.each([
  { counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
])('Philox: counter and key %o', ({ counter, key, words }) => {
  const answer = Uint32Array.from(counter);

  philox(answer, key as [number, number]);

  expect([...answer]).toEqual(words);
});

// Noll's published test vectors, as in RFC 9923
it.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['b', 0xe70c2de5],
  ['foo', 0xa9f37ed7],
  ['foobar', 0xbf9cf968],
])('FNV-1a of "%s"', (text, hash) => {
  expect(fnv1a(text)).toBe(hash);
});

it('FNV-1a goes over UTF-16 code units, both of a pair, and starts from where it is told', () => {
  expect(fnv1a('é')).toBe(0x6c0b6c44); // (0x811c9dc5 xor 0xe9) x 0x01000193, modulo 2^32
  expect(fnv1a('😀')).not.toBe(fnv1a('😁'));
  expect(fnv1a('bar', fnv1a('foo'))).toBe(fnv1a('foobar'));
});

/** What the 53-bit numbers are made of: 26 bits of one word and 27 of the next. */
const uniformOf = (first: number, second: number) =>
  ((first & 0x3ffffff) * 2 ** 27 + (second & 0x7ffffff)) / 2 ** 53;

it('the Mersenne Twister: the first words of seed 5489, and the 10,000th of the C++ standard', () => {
  const { uniform } = mersenneTwister(5489);

  expect(uniform()).toBe(uniformOf(3_499_211_612, 581_869_302));
  expect(uniform()).toBe(uniformOf(3_890_346_734, 3_586_334_585));
  for (let i = 3; i < 5000; i++) uniform();
  // C++17, [rand.predef]: the 10,000th word is 4123659995.
  expect((uniform() * 2 ** 53) % 2 ** 27).toBe(4_123_659_995 % 2 ** 27);
});

/** Words of xoroshiro128+ after Blackman & Vigna's C code, in whole words of 64 bits. */
function xoroshiroWords([one, other]: readonly [bigint, bigint], count: number): bigint[] {
  const word = (value: bigint) => BigInt.asUintN(64, value);
  const turned = (value: bigint, by: bigint) => word(value << by) | (value >> (64n - by));
  let [s0, s1] = [word(one), word(other)];
  return Array.from({ length: count }, () => {
    const result = word(s0 + s1);
    s1 ^= s0;
    s0 = turned(s0, 24n) ^ s1 ^ word(s1 << 16n);
    s1 = turned(s1, 37n);
    return result;
  });
}

it('xoroshiro128+: the words of the published code', () => {
  // rand_xoshiro, xoroshiro128plus.rs: what the published C code gives
  expect(xoroshiroWords([1n, 2n], 5)).toEqual([
    3n,
    412_333_834_243n,
    2_360_170_716_294_286_339n,
    9_295_852_285_959_843_169n,
    2_797_080_929_874_688_578n,
  ]);

  const seed = 1234;
  const words = xoroshiroWords([(0xffffffffn << 32n) | BigInt(~seed >>> 0), BigInt(seed) << 32n], 40);
  const halves = words.map((word) => Number(word & 0xffffffffn));
  const { uniform } = xoroshiro128Plus(seed);
  for (let i = 0; i < 40; i += 2) expect(uniform()).toBe(uniformOf(halves[i]!, halves[i + 1]!));
});

it('PCG RXS-M-XS: the first words of seed 42 of the C library', () => {
  // pcg-c, test-high/expected/check-pcg32si.out, round 1
  const words = [0x256b5357, 0xa5efad32, 0x170b7830, 0x334a5b22, 0x3de5c680, 0x9b47b7b3];
  const { uniform } = pcg32(42);

  expect(words.map(() => uniform() * 2 ** 32)).toEqual(words);
});

// From an independent implementation of PCG RXS-M-XS 32 in Python integers.
it.each([
  [0, [135, 234, 340, 527, 204, 408, 866, 407]],
  [42, [146, 648, 90, 200, 241, 606, 827, 649]],
  [4294967295, [229, 238, 582, 675, 306, 845, 705, 712]],
])('PCG: integers below 1000 for seed %p', (seed, expected) => {
  const { below } = pcg32(seed);

  expect(expected.map(() => below(1000))).toEqual(expected);
});

it('draws every value of a small bound equally often', () => {
  const { below } = pcg32(1);
  const counts = new Array<number>(6).fill(0);

  for (let i = 0; i < 60_000; i++) counts[below(6)]! += 1;

  // Chi-square with 5 degrees of freedom: P(X > 20.5) = 0.001.
  const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquare).toBeLessThan(20.5);
});
