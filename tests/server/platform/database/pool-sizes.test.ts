import { expect, it } from '@jest/globals';
import { poolSizes } from '../../../../server/platform/database/pool-sizes.js';

it.each([
  [10, 2, { request: 10, ingestion: 10, job: 10 }],
  [2, 0, { request: 2, ingestion: 2, job: 2 }],
  [3, 8, { request: 3, ingestion: 3, job: 16 }],
])('with %i connections for requests and %i jobs no purpose waits for another', (configured, jobs, sizes) => {
  expect(poolSizes(configured, jobs)).toEqual(sizes);
});
