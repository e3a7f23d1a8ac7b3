import { expect, it } from '@jest/globals';
import { usualSampling } from '../../../../server/models/compute/usual-sampling.js';

it('is what the model was saved with, else what is usual for Stable Diffusion', () => {
  const sampling = { steps: 30, guidance: 4 };

  expect(usualSampling({ config: { sampling }, endpoint: null })).toEqual(sampling);
  expect(usualSampling({ config: {}, endpoint: null })).toEqual({ steps: 20, guidance: 7.5 });
});

it('is not known of a model that another server runs', () => {
  expect(usualSampling({ config: {}, endpoint: { url: 'https://models.example.com' } })).toBeNull();
});
