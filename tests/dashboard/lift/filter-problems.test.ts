import { describe, expect, it } from '@jest/globals';
import { filterProblems, problemOf, withoutProblem } from '../../../dashboard/lift/filter-problems.js';

const problemsIn = (address: string) => filterProblems(new URLSearchParams(address));
const messagesIn = (address: string) => problemsIn(address).map(({ message }) => message);

describe('an address', () => {
  it.each([
    '',
    'metric=&from=&store=',
    'metric=RETURN_RATE&from=2026-01-05&through=2026-01-05&compare=PREVIOUS_PERIOD&confidence=0.9',
    'price=LOW&price=HIGH&scenario=OTHER&traffic=0&category=anything&by=MONTH',
    'store=6f0b1f3e-3c43-4a4b-9e39-0d7d9d4d9a11',
  ])('%p is understood', (address) => {
    expect(messagesIn(address)).toEqual([]);
  });

  it.each([
    ['metric=CRT', 'metric', '“CRT” is not a metric.'],
    ['metric=toString', 'metric', '“toString” is not a metric.'],
    ['from=yesterday', 'from', '“yesterday” is not a day.'],
    ['through=2026-02-30', 'through', '“2026-02-30” is not a day.'],
    ['from=1970-01-01', 'from', '“1970-01-01” is not a day from 2000 to 2099.'],
    ['compare=LAST_YEAR', 'compare', '“LAST_YEAR” is not a period to compare with.'],
    ['store=Linde', 'storeIds', '“Linde” is not the ID of a store.'],
    ['price=LOW&price=CHEAP', 'priceBands', '“CHEAP” is not a price band.'],
    ['scenario=search', 'scenario', '“search” is not a scenario.'],
    ['traffic=-3', 'minimumTraffic', '“-3” is not a whole number from 0 to 2,147,483,647.'],
    ['traffic=2.5', 'minimumTraffic', '“2.5” is not a whole number'],
    ['traffic=2147483648', 'minimumTraffic', '“2147483648” is not a whole number'],
    ['confidence=95', 'confidence', '“95” is not a confidence from 0.5 to 0.9999.'],
  ])('%p says what is wrong at its filter', (address, filter, words) => {
    const problems = problemsIn(address);

    expect(problems).toMatchObject([{ filter }]);
    expect(problems[0]!.message).toContain(words);
  });

  it('whose last day is before its first says so at the last day', () => {
    const problems = problemsIn('from=2026-03-09&through=2026-03-08');

    expect(problemOf(problems, 'through')).toBe(
      'The last day, Mar 8, 2026, is before the first day, Mar 9, 2026. Change one of them.',
    );
    expect(problemOf(problems, 'from')).toBeUndefined();
  });

  it('loses a wrong value and nothing else', () => {
    const params = new URLSearchParams('metric=CTR&price=CHEAP&price=LOW&from=yesterday');
    const [from, price] = filterProblems(params);

    expect(withoutProblem(params, price!).toString()).toBe('metric=CTR&price=LOW&from=yesterday');
    expect(withoutProblem(params, from!).toString()).toBe('metric=CTR&price=CHEAP&price=LOW');
  });
});
