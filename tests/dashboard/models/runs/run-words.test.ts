import { describe, expect, it } from '@jest/globals';
import { runsTitle } from '../../../../dashboard/models/model-words.js';
import { runSubject, settingRows } from '../../../../dashboard/models/runs/run-words.js';

describe('the words of a run', () => {
  it('name every setting, nested ones by their path', () => {
    const json = JSON.stringify({
      kind: 'REWARD',
      method: 'PICKS',
      baselines: ['HPS'],
      unknownWords: [],
      dataset: { simulated: { groups: 10 } },
      profile: { country: 'FR' },
      parent: null,
    });

    expect(settingRows(json)).toEqual([
      { name: 'Kind', value: 'Reward model' },
      { name: 'Method', value: 'All weights, the same for every store (PickScore-style)' },
      { name: 'Baselines', value: 'HPS-style' },
      { name: 'Simulated groups', value: '10' },
      { name: 'Profile: country', value: 'FR' },
    ]);
  });

  it('say what it is about', () => {
    const version = { name: 'Tiny' };

    expect(runSubject({ kind: 'TRAIN', settings: '{"name":"Spring"}', version })).toBe('Spring');
    expect(runSubject({ kind: 'EVALUATE', settings: '{"kind":"REWARD"}', version })).toBe('Tiny');
    expect(runSubject({ kind: 'GENERATE', settings: '{"prompt":"red dress"}', version })).toBe('red dress');
    expect(runSubject({ kind: 'EVALUATE', settings: '{}', version: null })).toBe('–');
  });

  it.each([
    ['MERCHANT', 'Your drawings'],
    ['ANALYST', 'Runs'],
    ['ADMIN', 'Runs'],
  ] as const)('call the list of a %s "%s"', (role, title) => {
    expect(runsTitle(role)).toBe(title);
  });
});
