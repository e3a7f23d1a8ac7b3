import { describe, expect, it } from '@jest/globals';
import {
  previewInput,
  settingsEntries,
  settingsOf,
  startInput,
} from '../../../dashboard/imports/import-settings.js';

const settings = {
  kind: 'COUNTS' as const,
  uploadId: '7',
  maps: [{ field: 'store', column: 'Laden' }],
  dateFormat: 'dd.mm.yyyy',
  numberFormat: 'DECIMAL_COMMA' as const,
  delimiter: '\t',
  quoting: 'NONE' as const,
  again: true,
};

const params = (entries: readonly (readonly [string, string])[]) =>
  new URLSearchParams(entries.map(([name, value]) => [name, value]));

describe('the settings of an import', () => {
  it.each([
    ['all of them', settings],
    [
      'none but the file',
      {
        ...settings,
        maps: null,
        dateFormat: null,
        numberFormat: null,
        delimiter: null,
        quoting: null,
        again: false,
      },
    ],
    ['no map at all', { ...settings, maps: [] }],
  ])('come back from the address: %s', (_, all) => {
    expect(settingsOf(params(settingsEntries(all)))).toEqual(all);
  });

  it('are absent while no file is chosen', () => {
    expect(settingsOf(params([['kind', 'ITEMS']]))).toBeNull();
  });

  it('go unchanged into the import that is tried and into the one that is run', () => {
    expect(startInput(settings, { dryRun: false })).toEqual({ ...settings, dryRun: false });
    expect(startInput({ ...settings, ...{ dryRun: true } }, { dryRun: false }).dryRun).toBe(false);
  });

  it('show the file as the import would read it, without a date format that is half typed', () => {
    const { again: _, ...read } = settings;

    expect(previewInput(settings)).toEqual(read);
    expect(previewInput({ ...settings, dateFormat: 'dd.m' }).dateFormat).toBeNull();
  });
});
