import { expect, it, jest } from '@jest/globals';
import { clipBatch } from '../../../../../../server/models/training/data/picture-set.js';
import { cachedEmbeddings } from '../../../../../../server/models/training/objectives/reward/cached-embeddings.js';
import { ClipModel, unitLength } from '../../../../../../server/perfusion/index.js';
import { useBackend } from '../../../../../support/perfusion/backend.js';
import { relativeError } from '../../../../../support/perfusion/close.js';
import { CLIP_SMALLEST } from '../../../../../support/perfusion/configs.js';

useBackend();

it('show a tower each picture once, and come to what it says of them', () => {
  const clip = new ClipModel(CLIP_SMALLEST);
  clip.initialise(1);
  const { imageSize: size } = CLIP_SMALLEST.vision;
  const pixels = Uint8Array.from({ length: 4 * 3 * size ** 2 }, (_, i) => (i * 31) % 256);
  const pictures = { count: 4, size, pixels };
  const direct = unitLength(clip.embedImages(clipBatch(pictures, [2, 0, 2, 3])));
  const looks = jest.spyOn(clip, 'embedImages');
  const embeddingsOf = cachedEmbeddings(clip, pictures);

  embeddingsOf([0, 2, 2]);
  const embeddings = embeddingsOf([2, 0, 2, 3]);

  expect(relativeError(embeddings, [...direct.dataSync()])).toBeLessThan(1e-6);
  expect(looks.mock.calls.map(([images]) => images.shape[0])).toEqual([2, 1]);
  clip.dispose();
});
