import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  activeFilterCount,
  headlineInputs,
  type LiftFilters,
  moreHeadlineInputs,
  NO_FILTERS,
  readLiftFilters,
  toLiftInput,
  writeLiftFilters,
} from '../../../dashboard/lift/lift-filters.js';
import { METRICS } from '../../../dashboard/lift/metrics.js';

const nothing = readLiftFilters(new URLSearchParams());
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anyFilters: fc.Arbitrary<LiftFilters> = fc.record({
  metric: fc.constantFrom('SEARCH_CTR', 'RECOMMENDATION_CTR', 'CTR', 'CONVERSION_RATE', 'RETURN_RATE'),
  from: fc.option(day),
  through: fc.option(day),
  compare: fc.option(fc.constant('PREVIOUS_PERIOD' as const)),
  storeIds: fc.array(fc.uuid(), { maxLength: 3 }),
  categories: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
  priceBands: fc.subarray(['LOW', 'MIDDLE', 'HIGH'] as const),
  scenario: fc.option(fc.constantFrom('SEARCH', 'RECOMMENDATION', 'OTHER')),
  minimumTraffic: fc.option(fc.nat()),
  confidence: fc.option(fc.constantFrom(0.8, 0.9, 0.95, 0.99)),
});

describe('filters in the address', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(anyFilters, (filters) => {
        const address = new URLSearchParams(writeLiftFilters(filters).toString());
        expect(readLiftFilters(address)).toEqual(filters);
      }),
    );
  });

  it('leave other parameters alone', () => {
    const params = writeLiftFilters(nothing, new URLSearchParams('by=MONTH'));

    expect(params.get('by')).toBe('MONTH');
  });

  it('that are not changed stay as they are, also wrong ones', () => {
    const params = new URLSearchParams('metric=CTR&from=yesterday&category=Dresses');

    expect(writeLiftFilters({ categories: [], scenario: 'SEARCH' }, params).toString()).toBe(
      'metric=CTR&from=yesterday&scenario=SEARCH',
    );
  });

  it('that make no sense are left out', () => {
    const params = new URLSearchParams(
      'metric=toString&from=yesterday&traffic=-3&confidence=7&price=CHEAP&scenario=x',
    );

    expect(readLiftFilters(params)).toEqual(nothing);
  });

  it('hold no more traffic than the server takes', () => {
    const trafficOf = (traffic: string) => readLiftFilters(new URLSearchParams({ traffic })).minimumTraffic;

    expect(trafficOf('2147483647')).toBe(2_147_483_647);
    expect(trafficOf('2147483648')).toBeNull();
  });
});

describe('filters as the server takes them', () => {
  it('are asked about every metric before it is said that none can be computed', () => {
    const asked = [...Object.values(headlineInputs(nothing)), ...Object.values(moreHeadlineInputs(nothing))];

    expect(asked.map(({ metric }) => metric).sort()).toEqual(Object.keys(METRICS).sort());
  });

  it('are the metric alone where nothing is asked', () => {
    expect(toLiftInput(nothing)).toEqual({ metric: 'SEARCH_CTR' });
  });

  it('end on the day after the last, since the range of the server is half-open', () => {
    const filters = { ...nothing, from: '2026-01-05', through: '2026-01-31' };

    expect(toLiftInput(filters)).toMatchObject({ from: '2026-01-05', to: '2026-02-01' });
  });

  it('have no scenario for a metric that is about one already', () => {
    const filters: LiftFilters = { ...nothing, scenario: 'OTHER' };

    expect(toLiftInput(filters, 'SEARCH_CTR')).not.toHaveProperty('scenario');
    expect(toLiftInput(filters, 'CONVERSION_RATE')).toHaveProperty('scenario', 'OTHER');
  });

  it('are counted but for the period, and can be cleared without losing the metric', () => {
    const filters: LiftFilters = {
      ...nothing,
      metric: 'CONVERSION_RATE',
      from: '2026-01-05',
      through: '2026-01-31',
      categories: ['Dresses', 'Skirts'],
      scenario: 'SEARCH',
    };

    expect(activeFilterCount(filters)).toBe(2);
    expect(writeLiftFilters(NO_FILTERS, writeLiftFilters(filters)).toString()).toBe('metric=CONVERSION_RATE');
  });
});
