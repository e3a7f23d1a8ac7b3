import { describe, expect, it } from '@jest/globals';
import {
  missingWords,
  readTrySettings,
  toInputs,
  writeTrySettings,
} from '../../../../dashboard/models/try/try-settings.js';

const read = (address: string) => readTrySettings(new URLSearchParams(address));

describe('the settings of a drawing', () => {
  it('come back out of the address they were written into', () => {
    const settings = {
      storeIds: ['a', 'b'],
      prompt: 'navy, dress',
      count: 3,
      seed: 0,
      steps: 12,
      guidance: 4.5,
      versionId: 'v1',
      runIds: ['10', '11'],
    };

    expect(readTrySettings(writeTrySettings(settings))).toEqual(settings);
    expect(writeTrySettings(read('')).toString()).toBe('');
  });

  it('leave out whatever an address holds that cannot be', () => {
    expect(read('count=99&seed=-1&steps=2.5&guidance=x&store=a&store=a&store=b&store=c')).toEqual({
      ...read(''),
      storeIds: ['a', 'b'],
    });
  });

  it('become one input a store with the same seed, naming only what was chosen', () => {
    expect(toInputs(read('store=a&store=b&prompt=+dress+&guidance=3'), 42)).toEqual([
      { storeId: 'a', prompt: 'dress', count: 5, seed: 42, guidance: 3 },
      { storeId: 'b', prompt: 'dress', count: 5, seed: 42, guidance: 3 },
    ]);
  });

  it('say what is missing', () => {
    expect(missingWords(read('prompt=dress'))).toMatch(/store/);
    expect(missingWords(read('store=a&prompt=+'))).toMatch(/what to draw/);
    expect(missingWords(read('store=a&prompt=dress'))).toBeNull();
  });
});
