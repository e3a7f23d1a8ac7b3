/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { PromotionNumbers } from '../../../../dashboard/models/registry/PromotionNumbers.js';
import { numberPairs, promotionWarning } from '../../../../dashboard/models/registry/promotion-numbers.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const metric = (name: string, value: number, half = 0.01) => ({
  ...{ name, value, lower: value - half, upper: value + half, unit: null, sampleSize: 720 },
});
const version = (name: string, ...metrics: ReturnType<typeof metric>[]) => ({ name, metrics });
const warning = (...[candidate, production]: Parameters<typeof numberPairs>) =>
  promotionWarning(numberPairs(candidate, production), {
    name: candidate.name,
    production: production?.name ?? null,
  });

const old = version(
  'Old',
  metric('GAUC, seen', 0.81),
  metric('GAUC, seen, oracle', 0.83),
  metric('MAP, seen', 0.7),
);

describe('before a promotion', () => {
  it('the own metrics of both versions are compared, not those of oracles and baselines', () => {
    const pairs = numberPairs(version('New', metric('GAUC, seen', 0.78), metric('GAUC, unseen', 0.7)), old);

    expect(pairs.map(({ name, change }) => [name, change])).toEqual([
      ['GAUC, seen', 'worse'],
      ['GAUC, unseen', null],
      ['MAP, seen', null],
    ]);
  });

  it('a worse number is a warning, and so is one that is worse within its interval', () => {
    expect(warning(version('New', metric('GAUC, seen', 0.78), metric('MAP, seen', 0.72)), old)).toBe(
      '“New” is worse than “Old” in 1 of 2 metrics: GAUC, seen.',
    );
    expect(warning(version('New', metric('GAUC, seen', 0.805)), old)).toBe(
      '“New” is worse than “Old” in 1 of 1 metric: GAUC, seen. The intervals overlap, so the difference may be chance.',
    );
  });

  it('missing numbers are a warning, better ones are none', () => {
    expect(warning(version('New'), old)).toMatch(/^“New” has not been measured/);
    expect(warning(version('New', metric('GAUC, unseen', 0.9)), old)).toMatch(/have no metric in common/);
    expect(warning(version('New', metric('GAUC, seen', 0.9)), old)).toBeNull();
    expect(warning(version('New', metric('GAUC, seen', 0.2)), null)).toBeNull();
  });

  it('both numbers stand next to each other with their intervals', () => {
    renderPage(<PromotionNumbers version={version('New', metric('GAUC, seen', 0.78))} production={old} />);

    expect(screen.getByRole('alert').textContent).toContain('“New” is worse than “Old”');
    expect(screen.getByRole('row', { name: /^GAUC, seen/ }).textContent).toBe(
      'GAUC, seen0.780 worse95% interval 0.770 to 0.790, 720 groups0.810 95% interval 0.800 to 0.820, 720 groups',
    );
  });
});
