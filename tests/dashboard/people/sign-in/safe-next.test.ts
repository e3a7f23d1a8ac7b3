import { expect, it } from '@jest/globals';
import { safeNext } from '../../../../dashboard/people/sign-in/safe-next.js';

it.each([null, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  'goes to the start page instead of %p',
  (next) => {
    expect(safeNext(next)).toBe('/');
  },
);

it('goes back to the page that asked for the sign-in', () => {
  expect(safeNext('/w/main/lift?metric=CTR')).toBe('/w/main/lift?metric=CTR');
});
