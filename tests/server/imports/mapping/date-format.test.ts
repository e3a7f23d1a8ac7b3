import { describe, expect, it } from '@jest/globals';
import { columnMapping } from '../../../../server/imports/mapping/column-mapping.js';
import { dateFormatOf } from '../../../../server/imports/mapping/date-format.js';
import { RecordReader } from '../../../../server/imports/mapping/record-reader.js';

const FIELDS = [{ name: 'time', required: false, description: '', aliases: [], isTime: true }] as const;

function readTime(text: string, declared: string | null) {
  const mapping = columnMapping(FIELDS, ['time'], [], { dateFormat: dateFormatOf(declared) });
  const { record, problems } = mapping.read({ cells: [text], numeric: null });
  return problems[0]?.message ?? record.time;
}

describe('a declared format', () => {
  it.each<[string, string, string]>([
    ['dd.mm.yyyy', '31.01.2026', '2026-01-31'],
    ['dd.mm.yyyy', '31.01.2026 09:30', '2026-01-31T09:30:00.000Z'],
    ['dd.mm.yyyy hh:mm', '31.01.2026 9:30', '2026-01-31T09:30:00.000Z'],
    ['dd.mm.yyyy hh:mm:ss', '31.01.2026 09:30:15', '2026-01-31T09:30:15.000Z'],
    ['dd/mm/yyyy', '31/01/2026, 09:30:15.250', '2026-01-31T09:30:15.250Z'],
    ['mm/dd/yyyy', '1/31/2026 09:30:15 UTC', '2026-01-31T09:30:15.000Z'],
    ['dd-mm-yyyy', '31-01-2026T09:30:15+0200', '2026-01-31T07:30:15.000Z'],
    ['yyyymmdd', '20260131', '2026-01-31'],
    // date -u -d @1796000000 gives 2026-11-30T00:53:20Z
    ['epoch-s', '1796000000', '2026-11-30T00:53:20.000Z'],
    ['epoch-s', '1796000000.5', '2026-11-30T00:53:20.500Z'],
    ['epoch-s', '1700000000.123', '2023-11-14T22:13:20.123Z'],
    ['epoch-ms', '1796000000123', '2026-11-30T00:53:20.123Z'],
    ['epoch-us', '1796000000123456', '2026-11-30T00:53:20.123Z'],
    ['EPOCH-US', '1796000000123456', '2026-11-30T00:53:20.123Z'],
  ])('%s reads the time %s', (declared, text, instant) => {
    expect(readTime(text, declared)).toBe(instant);
  });

  it.each<[string, string]>([
    ['dd.mm.yyyy', '01.31.2026'],
    ['dd.mm.yyyy', '30.02.2026 09:30'],
    ['dd.mm.yyyy', '31.01.2026 25:30'],
    ['dd.mm.yyyy', '31/01/2026'],
    ['epoch-s', '1796000000123'],
    ['epoch-ms', '1796000000'],
    ['epoch-us', '1796000000123'],
    ['epoch-s', '2026-01-31'],
  ])('%s does not read the time %s', (declared, text) => {
    expect(readTime(text, declared)).toMatch(
      `time is "${text}", which does not match the date format ${declared}`,
    );
  });

  it.each<[string, string, string | null]>([
    ['dd-mm-yyyy', '31-01-2026', '2026-01-31'],
    ['dd-mm-yyyy', '31-01-2026 00:00:00', '2026-01-31'],
    ['dd-mm-yyyy', '31-01-2026 10:00', null],
    // date -u -d 2026-11-30 +%s gives 1795996800; midnight of 2026-02-01 in Berlin is 1769900400
    ['epoch-s', '1795996800', '2026-11-30'],
    ['epoch-s', '1795996800.0', '2026-11-30'],
    ['epoch-ms', '1795996800000', '2026-11-30'],
    ['epoch-us', '1795996800000000', '2026-11-30'],
    ['epoch-s', '1769900400', null],
    ['epoch-s', '1795996801', null],
    ['epoch-s', '1795996800.5', null],
    ['epoch-ms', '1795996800001', null],
    ['epoch-us', '1795996800000001', null],
    ['dd-mm-yyyy', '31-01-2026 00:00+01:00', null],
  ])('%s reads the day %s', (declared, text, day) => {
    expect(dateFormatOf(declared).readDay(text)).toBe(day);
  });

  it.each<[string | null, string]>([
    ['epoch-s', '1769900400'],
    ['dd-mm-yyyy', '31-01-2026 10:00'],
    [null, '2026-01-31T23:00:00Z'],
    [null, '2026-02-01T00:00:00+01:00'],
  ])('with the format %s a day field says what a time lacks: %s', (declared, text) => {
    const reader = new RecordReader({ day: text }, dateFormatOf(declared));

    expect(reader.optionalDay('day')).toBeNull();
    expect(reader.problems.map(({ message }) => message)).toEqual([
      `day is "${text}", which is a time other than midnight UTC: its day depends on the time zone, so state the day, e.g. 2026-01-31`,
    ]);
  });

  it.each(['yyyy-dd', 'epoch', 'dd-mm-yyyy-dd', 'hh:mm'])('is refused: %s', (declared) => {
    expect(() => dateFormatOf(declared)).toThrow(/needs yyyy, mm and dd once each, .* epoch-us$/);
  });

  it('has at most 30 characters', () => {
    expect(() => dateFormatOf('-'.repeat(31))).toThrow('A date format has at most 30 characters');
  });
});

describe('without a declared format a time', () => {
  it.each(['2026-01-31T09:30:00Z', '2019-11-01 00:00:00 UTC', '2026-01-31', '2026-01-31 09:30 +0100', ''])(
    'in ISO 8601 stays as it is: %j',
    (text) => {
      expect(readTime(text, null)).toBe(text);
    },
  );

  it.each(['yesterday', '2026-02-30', '5', '45321.5'])('is refused: %s', (text) => {
    expect(readTime(text, null)).toBe(
      `time is "${text}", which is not a time in ISO 8601, e.g. 2026-01-31T09:30:00Z`,
    );
  });

  it.each([
    [null, '01/03/2026 10:00 PM'],
    ['mm/dd/yyyy', '01/03/2026 10:00 PM'],
    ['dd.mm.yyyy', '31.01.2026 2:30 p.m.'],
  ])('says what to write for AM and PM, date format %s', (format, text) => {
    expect(readTime(text, format)).toMatch(/has AM or PM.*e\.g\. 22:00$/);
  });

  it.each<[string, string]>([
    ['1796000000', 'epoch-s'],
    ['1796000000123', 'epoch-ms'],
    ['1796000000123456', 'epoch-us'],
    ['20260131', 'yyyymmdd'],
    ['31.01.2026 09:30', 'dd.mm.yyyy'],
    ['01/31/2026', 'mm/dd/yyyy'],
    ['03/04/2026', 'dd/mm/yyyy or mm/dd/yyyy'],
    ['2026/01/31', 'yyyy/mm/dd'],
  ])('is not guessed, but a format is suggested: %s', (text, format) => {
    expect(readTime(text, null)).toBe(
      `time is "${text}", which is not a time in ISO 8601, e.g. 2026-01-31T09:30:00Z: perhaps the date format is ${format}`,
    );
  });
});
