import { isCurrency, LOST_CHARACTER } from '../../platform/index.js';
import type { MappedRecord } from '../mapping/column-mapping.js';
import { beginningOf } from '../shown-text.js';

/** What to look at again in the texts of a row: each is possible, and most of them are faults of an export. */
export const nameWarnings = (record: MappedRecord<string>): readonly string[] =>
  CHECKS.flatMap(({ fields, isSuspicious, warning }) =>
    fields
      .filter((field) => isSuspicious(record[field] ?? ''))
      .map((field) => `${field} is "${beginningOf(record[field]!)}"${warning}`),
  );

interface NameCheck {
  readonly fields: readonly string[];
  readonly isSuspicious: (text: string) => boolean;
  /** The end of a sentence about the name. */
  readonly warning: string;
}

const IDENTIFIERS = ['item', 'store', 'visitor', 'order', 'id'];

/** What programs write for a value that is not there. */
const NOTHING = /^(?:<?null>?|\(null\)|\\N|undefined|nan|#?n\/a|none|nil|\(not set\))$/iu;
const SUM =
  /^(?:(?:grand|sub)?[ -]?(?:total|sum)s?|total (?:général|general|geral)|(?:gesamt|zwischen)?summe|gesamt(?:ergebnis)?|insgesamt|somme|somma|totale|totaal|totalt|suma|razem|ogółem|celkem|итого|всего|all|合计|总计|小计|合計)[ :]*$/iu;
const SUM_IN_CURRENCY = /^total (?:(?<code>[a-z]{3})|\((?<inBrackets>[a-z]{3})\))[ :]*$/iu;
const WITH_EXPONENT = /^\d(?:[.,]\d+)?E\+\d+$/iu;
/** A spreadsheet keeps 15 digits and writes zeros for the rest. Of 16 digits every tenth id ends like that. */
const ZEROS_AT_THE_END = /^\d{15}00$|^\d{13,}000$/u;
const WITH_DECIMALS = /^\d+\.0+$/u;
const FORMULA = /^="[^"]*"$/u;
const LINE_BREAK = /[\r\n]/u;

function isSumInCurrency(text: string): boolean {
  const { code, inBrackets } = SUM_IN_CURRENCY.exec(text)?.groups ?? {};
  return isCurrency((code ?? inBrackets ?? '').toUpperCase());
}

const matches = (pattern: RegExp) => (text: string) => pattern.test(text);

const CHECKS: readonly NameCheck[] = [
  {
    fields: ['store', 'item'],
    isSuspicious: (text) => SUM.test(text) || isSumInCurrency(text),
    warning: ', which looks like a row of sums: its numbers may be counted twice',
  },
  {
    fields: IDENTIFIERS,
    isSuspicious: (text) => WITH_EXPONENT.test(text) || ZEROS_AT_THE_END.test(text),
    warning: ': a spreadsheet has probably cut its digits; export it as text',
  },
  {
    fields: IDENTIFIERS,
    isSuspicious: matches(NOTHING),
    warning:
      ', which programs write for a missing value: all rows with it are taken for the same one; leave such cells blank',
  },
  {
    fields: IDENTIFIERS,
    isSuspicious: matches(WITH_DECIMALS),
    warning:
      ', which is not the same as without its decimals: a program took it for a number; export it as text',
  },
  {
    fields: IDENTIFIERS,
    isSuspicious: matches(FORMULA),
    warning: ', which is a formula of a spreadsheet: export what is between its quotation marks',
  },
  {
    fields: ['title'],
    isSuspicious: (text) => text.includes(LOST_CHARACTER),
    warning: ', of which characters were lost: export the file in UTF-8',
  },
  {
    fields: [...IDENTIFIERS, 'category'],
    isSuspicious: matches(LINE_BREAK),
    warning: ', which has several lines: a quotation mark may have swallowed the rows after it',
  },
];
