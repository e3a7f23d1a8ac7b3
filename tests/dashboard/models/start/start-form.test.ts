import { describe, expect, it } from '@jest/globals';
import {
  evaluationValues,
  TRAINING_CHECKS,
  toEvaluationInput,
  toTrainingInput,
  trainingValues,
} from '../../../../dashboard/models/start/start-form.js';
import { againPath } from '../../../../dashboard/models/start/start-link.js';

const values = (address = '') => trainingValues(new URLSearchParams(address));

describe('the form of a training', () => {
  it('sends what was chosen and leaves the rest to the server', () => {
    expect(toTrainingInput({ ...values('kind=GENERATOR&parent=p1'), name: ' Spring ' })).toEqual({
      kind: 'GENERATOR',
      method: 'PERSONAL',
      baselines: null,
      name: 'Spring',
      parentId: 'p1',
      dataset: { simulated: { groups: 2000, seed: 7 } },
      steps: 300,
      groupsPerStep: null,
      learningRate: null,
      seed: 1,
    });
  });

  it('takes no method of the other kind out of an address', () => {
    expect(values('kind=REWARD&method=PAIRS&baselines=HPS,NONE')).toMatchObject({
      method: 'PERSONAL',
      baselines: ['HPS'],
    });
    expect(values('kind=GENERATOR&method=PAIRS').method).toBe('PAIRS');
  });

  it('names a folder instead of simulated groups', () => {
    const { dataset } = toEvaluationInput(evaluationValues(new URLSearchParams('version=v&folder=picks')));

    expect(dataset).toEqual({ folder: 'picks' });
  });

  it.each([
    ['steps', 0],
    ['steps', 1.5],
    ['steps', ''],
    ['groupsPerStep', 4097],
    ['learningRate', 0],
    ['learningRate', 1.1],
    ['seed', -1],
  ] as const)('refuses %s of %p with a sentence', (field, value) => {
    const check: (value: number | '') => string | null = TRAINING_CHECKS[field];

    expect(check(value)).toMatch(/\d/);
  });

  it('checks only the data that are chosen', () => {
    expect(TRAINING_CHECKS.folder('', values())).toBeNull();
    expect(TRAINING_CHECKS.folder('', values('folder=x'))).not.toBeNull();
    expect(TRAINING_CHECKS.groups('', values('folder=x'))).toBeNull();
    expect(TRAINING_CHECKS.groups(9, values())).not.toBeNull();
  });

  it('begins with the settings of a run that is started again', () => {
    const settings = {
      kind: 'REWARD',
      method: 'PICKS',
      baselines: ['HPS', 'AESTHETIC'],
      name: 'Too fast',
      dataset: { simulated: { groups: 50, seed: 3 } },
      steps: 10,
      groupsPerStep: 4,
      learningRate: 0.5,
    };
    const path = againPath({
      kind: 'TRAIN',
      seed: 9,
      settings: JSON.stringify(settings),
      version: { id: 'v1' },
    });

    expect(path).toMatch(/^models\/train\?/);
    const { dataset, ...rest } = toTrainingInput(values(path.split('?')[1]));
    expect(rest).toEqual({
      kind: 'REWARD',
      method: 'PICKS',
      baselines: ['HPS', 'AESTHETIC'],
      name: 'Too fast',
      parentId: 'v1',
      steps: 10,
      groupsPerStep: 4,
      learningRate: 0.5,
      seed: 9,
    });
    expect(dataset).toEqual(settings.dataset);
  });
});
