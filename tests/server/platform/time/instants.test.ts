import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from '../../../../server/platform/time/instants.js';
import { callIn, hoursAheadIn } from '../../../support/processes/in-time-zone.js';

const NOON = '2026-11-20T12:00:00.000Z';

/** Each with the instant that it names. */
const TIMES = [
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T12:00', NOON],
  ['2026-11-20 12:00', NOON],
  ['2026-11-20T12:00:00', NOON],
  ['2026-11-20t12:00:00z', NOON],
  ['2026-11-20T12:00:00Z', NOON],
  ['2026-11-20 12:00:00 UTC', NOON],
  ['2026-11-20 12:00:00 GMT', NOON],
  ['2026-11-20T13:00:00+01:00', NOON],
  ['2026-11-20 13:00:00 +0100', NOON],
  ['2026-11-20 13:00:00+01', NOON],
  ['2026-11-20T06:30:00-05:30', NOON],
  ['2026-11-19T23:00:00-13', NOON],
  ['  2026-11-20T12:00:00Z\n', NOON],
  ['2026-11-20T12:00:00.5Z', '2026-11-20T12:00:00.500Z'],
  ['2026-11-20T12:00:00,25', '2026-11-20T12:00:00.250Z'],
  ['2026-11-20T12:00:00.123456789Z', '2026-11-20T12:00:00.123Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ['2026-12-31T23:59:59.999-01:00', '2027-01-01T00:59:59.999Z'],
] as const;

const NOT_TIMES = [
  '03/04/2026',
  '5',
  '2026',
  '2026-11',
  'Nov 3',
  'Nov 3, 2026',
  'Fri, 20 Nov 2026 12:00:00 GMT',
  '20.11.2026',
  '20261120T120000Z',
  '1795867200',
  '2026-02-30',
  '2026-02-29T12:00:00Z',
  '2026-04-31 12:00',
  '2026-13-01',
  '2026-00-10',
  '2026-11-00',
  '2026-11-20T24:00:00Z',
  '2026-11-20T12:60:00Z',
  '2026-11-20T12:00:60Z',
  '2026-11-20T12:00:00+19:00',
  '2026-11-20T12:00:00+01:60',
  '2026-11-20T12:00:00 CET',
  '2026-11-20T12',
  '2026-11-20Z',
  '2026-11-20T12:00:00.Z',
  '+002026-11-20T12:00:00Z',
  '2026-1-2',
  '',
];

const shown = (time: number | null) => (time === null ? null : new Date(time).toISOString());

describe('instantOf', () => {
  it.each(TIMES)('reads %j', (text, instant) => {
    expect(shown(instantOf(text))).toBe(instant);
  });

  it.each(NOT_TIMES)('does not read %j', (text) => {
    expect(instantOf(text)).toBeNull();
  });

  it.each([
    ['Asia/Shanghai', 8],
    ['America/New_York', -5],
  ])('reads the same instants on a machine in %s', (zone, hoursAhead) => {
    const texts = [...TIMES.map(([text]) => text), ...NOT_TIMES];
    const expected = [...TIMES.map(([, instant]) => instant), ...NOT_TIMES.map(() => null)];

    const read = callIn(
      zone,
      ['platform/time/instants.js', 'instantOf'],
      texts.map((text) => [text]),
    );

    expect(hoursAheadIn(zone)).toBe(hoursAhead);
    expect(read.map(shown)).toEqual(expected);
  });

  it('reads back every instant that JavaScript writes, in every form', () => {
    const instants = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (instant) => {
        const text = instant.toISOString();
        for (const form of [text, text.slice(0, -1), text.replace('T', ' ').replace('Z', ' UTC')])
          expect(instantOf(form)).toBe(instant.getTime());
      }),
    );
  });
});
