import { IMPORT_KIND_NAMES } from '../format/words.js';
import type {
  CsvQuoting,
  FieldMapInput,
  ImportKind,
  ImportPreviewInput,
  NumberFormat,
  StartImportInput,
} from '../generated/graphql.js';
import { mapParams, mapsOf } from './mapping/map-param.js';
import { dateFormatFault } from './reading/date-formats.js';

/** All that decides what an import does: two imports with equal settings do the same. */
export interface ImportSettings {
  readonly kind: ImportKind;
  readonly uploadId: string;
  /** Null: as the server guesses from the names of the columns. */
  readonly maps: readonly FieldMapInput[] | null;
  /** How the file writes days and times; null for ISO. */
  readonly dateFormat: string | null;
  /** How the file writes numbers; null: as the server finds from the file. */
  readonly numberFormat: NumberFormat | null;
  /** What separates the cells of a CSV; null: as the server finds from the file. */
  readonly delimiter: string | null;
  /** How a CSV uses quotation marks; null: found and checked. */
  readonly quoting: CsvQuoting | null;
  /** Whether the file is imported although the same file was before. */
  readonly again: boolean;
}

type Entries = (readonly [string, string])[];

/** Settings that are texts, with their names in the address. */
const TEXT_PARAMS = {
  dateFormat: 'days',
  numberFormat: 'numbers',
  delimiter: 'delimiter',
  quoting: 'quotes',
} as const;

/** The settings in an address; null where it names no file. */
export function settingsOf(params: URLSearchParams): ImportSettings | null {
  const uploadId = params.get('upload');
  if (!uploadId) return null;
  return {
    kind: kindOf(params),
    uploadId,
    maps: mapsOf(params.getAll('map')),
    dateFormat: params.get(TEXT_PARAMS.dateFormat),
    numberFormat: oneOf(NUMBER_FORMATS, params.get(TEXT_PARAMS.numberFormat)),
    delimiter: params.get(TEXT_PARAMS.delimiter),
    quoting: oneOf(QUOTINGS, params.get(TEXT_PARAMS.quoting)),
    again: params.get('again') === '1',
  };
}

const NUMBER_FORMATS: readonly NumberFormat[] = ['DECIMAL_POINT', 'DECIMAL_COMMA'];
const QUOTINGS: readonly CsvQuoting[] = ['NONE', 'QUOTED'];

const oneOf = <Word extends string>(words: readonly Word[], text: string | null): Word | null =>
  words.find((word) => word === text) ?? null;

/** The parameters of an address that hold settings. The inverse of `settingsOf`. */
export function settingsEntries({ kind, uploadId, maps, again, ...texts }: ImportSettings): Entries {
  return [
    ['kind', kind],
    ['upload', uploadId],
    ...mapParams(maps).map((param) => ['map', param] as const),
    ...Object.entries(TEXT_PARAMS).flatMap(([setting, param]): Entries => {
      const text = texts[setting as keyof typeof TEXT_PARAMS];
      return text ? [[param, text]] : [];
    }),
    ...(again ? ([['again', '1']] as const) : []),
  ];
}

/** The input that starts an import under settings. */
export const startInput = (
  { kind, uploadId, maps, dateFormat, numberFormat, delimiter, quoting, again }: ImportSettings,
  { dryRun }: { readonly dryRun: boolean },
): StartImportInput => ({
  kind,
  uploadId,
  maps: maps && [...maps],
  dateFormat,
  numberFormat,
  delimiter,
  quoting,
  again,
  dryRun,
});

/** The input that shows how a file would be read under settings; a date format only once it is typed to its end. */
export function previewInput(settings: ImportSettings): ImportPreviewInput {
  const { again: _again, dryRun: _dryRun, ...read } = startInput(settings, { dryRun: true });
  return { ...read, dateFormat: dateFormatFault(settings.dateFormat) ? null : settings.dateFormat };
}

/** What an address says that the rows of the file are; counts by default. */
export function kindOf(params: URLSearchParams): ImportKind {
  const kind = params.get('kind') ?? '';
  return (Object.hasOwn(IMPORT_KIND_NAMES, kind) ? kind : 'COUNTS') as ImportKind;
}
