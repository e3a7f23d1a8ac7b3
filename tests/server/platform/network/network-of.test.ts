import { expect, it } from '@jest/globals';
import { networkOf } from '../../../../server/platform/network/network-of.js';

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:aaaa::1', '2001:db8:1:2::'],
  ['2001:db8:1:2:bbbb::2', '2001:db8:1:2::'],
  [undefined, ''],
])('attempts from %s are counted for %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
