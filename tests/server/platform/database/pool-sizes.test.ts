import { expect, it } from '@jest/globals';
import { poolSizes } from '../../../../server/platform/database/pool-sizes.js';

it.each([
  [10, 2, { request: 5, ingestion: 5, job: 10 }],
  [2, 0, { request: 1, ingestion: 1, job: 2 }],
  [3, 8, { request: 2, ingestion: 1, job: 16 }],
])(
  '%i connections for requests and %i jobs are divided so that no purpose waits for another',
  (requests, jobs, sizes) => {
    expect(poolSizes(requests, jobs)).toEqual(sizes);
  },
);
