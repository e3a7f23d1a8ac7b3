import { describe, expect, it } from '@jest/globals';
import {
  GenerationSettings,
  generationSettings,
} from '../../../../../server/models/inference/drawing/generation-settings.js';

const asked = { storeId: 's', prompt: 'dress', count: 2 };
const about = { prompt: 'dress', profile: {} };

describe('what a run keeps of how to draw', () => {
  it('is what was asked for, else what is usual', () => {
    const usual = { steps: 30, guidance: 4 };

    expect(generationSettings({ ...asked, guidance: 2 }, { ...about, usual })).toMatchObject({
      steps: 30,
      guidance: 2,
    });
  });

  it('is nothing where nobody said and another server decides', () => {
    const settings = generationSettings({ ...asked, steps: 12 }, { ...about, usual: null });
    const kept = GenerationSettings.parse(JSON.parse(JSON.stringify(settings)));

    expect(kept).toEqual({ ...about, count: 2, steps: 12, unknownWords: [] });
  });

  it.each([
    ['here', { steps: 30, guidance: 4 }],
    ['on another server', null],
  ])('is bounded where the version runs %s', (_, usual) => {
    const settings = (given: object) => () => generationSettings({ ...asked, ...given }, { ...about, usual });

    expect(settings({ steps: 51 })).toThrow('steps must be a whole number from 1 to 50, not 51');
    expect(settings({ guidance: 0.5 })).toThrow('guidance must be a number from 1 to 20, not 0.5');
  });
});
