import { describe, expect, it } from '@jest/globals';
import { garmentStream } from '../../../server/garments/garment-stream.js';
import {
  integers,
  mersenneTwister,
  normals,
  pcg32,
  type RandomSource,
  shuffled,
  shuffledIndices,
  uniforms,
} from '../../../server/random/index.js';
import { drawTaste } from '../../../server/simulation/index.js';

// What the generators gave when the demo world, the demonstration models and the studies were made from them.

describe('the streams that committed numbers come from stay as they were', () => {
  it.each([
    [0, [0.12406416194182224, 0.7721193584278794, 0.21132624730242972], [34, 792, 4], 'cadbef'],
    [34, [0.46794750190441836, 0.9264294288757188, 0.7581200583681647], [28, 795, 5], 'edafbc'],
    [20_260_101, [0.7524575305112797, 0.7029790153505485, -1.0111232762993403], [31, 819, 4], 'dbfaec'],
    [2 ** 32 + 5, [0.20756297954565084, 0.7268674314393234, -0.6531206298200459], [33, 801, 3], 'fdecab'],
    [-1, [0.24844985561688682, 0.39250200996082973, -0.003453537854038894], [35, 781, 2], 'ebdcfa'],
  ])('of simulations: seed %p', (seed, numbers, counts, order) => {
    const draws = mersenneTwister(seed);

    expect([draws.uniform(), draws.uniform(), draws.normal()]).toEqual(numbers);
    expect([draws.binomial(100, 0.3), draws.binomial(1000, 0.8), draws.poisson(3.5)]).toEqual(counts);
    expect(shuffled([...'abcdef'], draws.below).join('')).toBe(order);
  });

  it.each([
    [0, 'folds', [0.6851178975439878, 11.587871490171455, 'e', -1.2586782288735625, 'y']],
    [7, 'cloth', [0.5588106953428847, 8.819956251042266, 'h', 2.99985171431216, 'y']],
    [-3, 'palette', [0.2611219024624294, 8.069530592168855, 'g', 0.26038529691063506, 'y']],
    [2 ** 40 + 1, 'Ärmel', [0.7119882190116488, 11.057825743088856, 'd', -0.36256822397308675, 'x']],
  ])('of garments: seed %p for %s', (seed, purpose, expected) => {
    const random = garmentStream(seed, purpose);

    expect([
      random.between(0, 1),
      random.vary(10, 0.2),
      random.pick([...'abcdefghijk']),
      random.between(-3, 5),
      random.pick([...'xyz']),
    ]).toEqual(expected);
  });

  it.each([
    [0, [0, 0, 3, 527, 204_674, 427_924, 6, 2]],
    [42, [0, 1, 0, 200, 241_787, 636_027, 5, 4]],
    [4_294_967_295, [0, 0, 5, 675, 306_202, 886_554, 4, 4]],
  ])('of the placebo: seed %p', (seed, expected) => {
    const { below } = pcg32(seed);

    expect([2, 3, 10, 1000, 1_000_000, 2 ** 20, 7, 7].map((bound) => below(bound))).toEqual(expected);
  });

  it.each<[RandomSource, number[], number[], number[], string]>([
    [
      { seed: 0, purpose: 'timesteps' },
      [-0.0828453078866005, 0.5660383701324463, 0.5518963932991028],
      [0.8490548729896545, 0.2731296420097351, 0.3089914917945862],
      [849, 273, 308, 808, 884, 550],
      '1205634',
    ],
    [
      { seed: 7, purpose: 'noise', step: 3 },
      [-2.0668022632598877, 0.8810676336288452, 0.9067510366439819],
      [0.08014035224914551, 0.43586575984954834, 0.6604523062705994],
      [80, 435, 660, 15, 448, 113],
      '4315602',
    ],
    [
      { seed: 2 ** 40 + 9, purpose: 'bootstrap', step: 2 ** 33 },
      [-0.6851272583007812, 0.30585289001464844, -0.5532462000846863],
      [0.7546715140342712, 0.4331754446029663, 0.8324353098869324],
      [754, 433, 832, 433, 124, 195],
      '3426015',
    ],
    [
      { seed: 1, purpose: 'Größe 体', step: 1 },
      [-0.0732666403055191, -0.23012346029281616, 1.3938698768615723],
      [0.9712586998939514, 0.7009432315826416, 0.18627911806106567],
      [971, 700, 186, 112, 994, 845],
      '2630451',
    ],
  ])('of training: %j', (source, normal, uniform, whole, order) => {
    expect([...normals(source, 3)]).toEqual(normal);
    expect([...uniforms(source, 3)]).toEqual(uniform);
    expect([...integers(source, 6, 1000)]).toEqual(whole);
    expect(shuffledIndices(source, 7).join('')).toBe(order);
  });

  it('of the taste of a merchant, by name and features', () => {
    const merchant = { name: 'Maison Aurélie', features: { country: 'FR' } };

    const { weights } = drawTaste(merchant, { shared: 0.5, byFeature: { country: 0.6 }, own: 0.7 }, 3);

    expect(weights).toEqual([
      0.2041459215349841, -0.8756082976826919, 0.11817785517098867, -0.05161610983098686, 0.33106810130338876,
      0.250776191079855, -0.05009528710168403,
    ]);
  });
});
