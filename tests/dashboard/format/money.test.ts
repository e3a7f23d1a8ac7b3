import { expect, it } from '@jest/globals';
import { formatMoney, formatRateOfMoney } from '../../../dashboard/format/money.js';
import { minorDigits } from '../../../server/platform/money/minor-units.js';

it('knows how many minor units a currency has', () => {
  expect(formatMoney(1250, 'USD')).toBe('$12.50');
  expect(formatMoney(1250, 'JPY')).toBe('¥1,250');
  expect(formatMoney(null, 'USD')).toBe('–');
});

it('writes every rate of money with three digits', () => {
  expect(formatRateOfMoney(61, 'GBP')).toBe('£0.610');
  expect(formatRateOfMoney(1.23456, 'USD')).toBe('$0.0123');
  expect(formatRateOfMoney(0, 'USD')).toBe('$0.00');
});

it.each(Intl.supportedValuesOf('currency'))(
  'divides %s by as many digits as the server multiplied',
  (currency) => {
    const [, fraction = ''] = /\.(\d+)$/.exec(formatMoney(12_345_678, currency)) ?? [];

    expect(fraction).toHaveLength(minorDigits(currency));
  },
);
