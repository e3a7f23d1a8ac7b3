import { expect, it } from '@jest/globals';
import { formatMoney } from '../../../dashboard/format/money.js';

it('knows how many minor units a currency has', () => {
  expect(formatMoney(1250, 'USD')).toBe('$12.50');
  expect(formatMoney(1250, 'JPY')).toBe('¥1,250');
  expect(formatMoney(null, 'USD')).toBe('–');
});
