import { describe, expect, it } from '@jest/globals';
import { numbersOf, textsOf } from '../../../../server/models/remote/tensor-elements.js';

const tensor = (shape: number[], data: unknown[], datatype = 'INT64') => ({
  name: 'x',
  datatype,
  shape,
  data,
});

describe('the elements of a tensor', () => {
  it('are the same in one list and in nested ones', () => {
    expect(numbersOf(tensor([2, 3], [1, 2, 3, 4, 5, 6]))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(numbersOf(tensor([2, 3], [[1, 2, 3], [4, 5, 6]]))).toEqual([1, 2, 3, 4, 5, 6]); // biome-ignore format: rows
  });

  it('may be 64-bit numbers written as texts, as long as they are exact', () => {
    expect(numbersOf(tensor([2], ['9007199254740991', '-7']))).toEqual([9007199254740991, -7]);
    expect(() => numbersOf(tensor([1], ['9007199254740993']))).toThrow(/at most 2\^53/);
  });

  it.each([[[null]], [['seven']], [[{}]], [[true]]])('are no numbers: %j', (data) => {
    expect(() => numbersOf(tensor([1], data))).toThrow('must hold finite numbers');
  });

  it('are as many as the shape says', () => {
    expect(() => numbersOf(tensor([2, 2], [1, 2, 3]))).toThrow('so 4 elements, but 3 were sent');
    expect(() => numbersOf(tensor([-1], [1]))).toThrow('The tensor "x" has the shape [-1]');
  });

  it('are texts where texts are wanted', () => {
    expect(textsOf(tensor([1], ['red dress'], 'BYTES'))).toEqual(['red dress']);
    expect(() => textsOf(tensor([1], [7], 'BYTES'))).toThrow('must hold texts');
  });
});
