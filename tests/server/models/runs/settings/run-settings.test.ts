import { expect, it } from '@jest/globals';
import { trainingSettings } from '../../../../../server/models/runs/settings/run-settings.js';
import { ModelKind } from '../../../../../server/models/versions/model-kind.js';

it('names a version as everything else is named, in 1 to 200 characters', () => {
  const settings = (name: string) => () =>
    trainingSettings({ kind: ModelKind.REWARD, name, dataset: { folder: 'shoes' }, steps: 10 });

  expect(settings(` ${'a'.repeat(200)} `)().name).toBe('a'.repeat(200));
  for (const name of [' ', 'a'.repeat(201)])
    expect(settings(name)).toThrow('The name of the version must have 1 to 200 characters');
});
