import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDeepExactJson, repeatedNames } from '../../../../server/platform/json/index.js';

const repeatsIn = (text: string) => [...repeatedNames(text, parseDeepExactJson(text))];

describe('repeatedNames', () => {
  it.each<[string, (string | number)[][]]>([
    ['{"a":1,"a":2}', [['a']]],
    ['{"a":1,"a":1}', [['a']]],
    ['{"a":1,"a":2,"a":3}', [['a'], ['a']]],
    ['{"a":1,"\\u0061":2}', [['a']]],
    ['{"":1, "" : 2}', [['']]],
    ['{"a\\"b":1,"c":"a\\"b","a\\"b"\n:\t2}', [['a"b']]],
    [
      '[{"a":1},{"b":[0,{"c":1,"d":{"e":1,"e":2}}],"b":0}]',
      [
        [1, 'b', 1, 'd', 'e'],
        [1, 'b'],
      ],
    ],
    ['{"a":{"b":1},"a":{"b":2}}', [['a']]],
    ['{"__proto__":1,"__proto__":2}', [['__proto__']]],
  ])('of %s', (text, paths) => {
    expect(repeatsIn(text)).toEqual(paths);
  });

  it.each([
    '{"a":{"a":{"a":"a\\":"}},"b":["a","a",":"]}',
    '[{"a":1},{"a":2}]',
    '{"__proto__":1,"a":2}',
    '"a:"',
  ])('are none in %s', (text) => {
    expect(repeatsIn(text)).toEqual([]);
  });

  it('are none in what is written from a value', () => {
    fc.assert(fc.property(fc.json(), (text) => expect(repeatsIn(text)).toEqual([])));
  });

  it('are told to ten levels, however deep the text is', () => {
    const text = `${'{"a":'.repeat(50_000)}{"b":1,"b":2}${'}'.repeat(50_000)}`;

    expect(repeatsIn(text)).toEqual([Array(10).fill('a')]);
  });
});
