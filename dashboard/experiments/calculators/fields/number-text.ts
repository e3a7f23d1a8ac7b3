/** What a number in a form may be. */
export interface NumberRule {
  readonly min: number;
  readonly max: number;
  /** Excludes `min` itself. */
  readonly aboveMin?: boolean;
  /** Only whole numbers. */
  readonly whole?: boolean;
  /** Written in percent and read as a fraction; `min` and `max` are in percent too. */
  readonly percent?: boolean;
}

/** What a text says: a number, or a sentence why it is none. */
export type NumberReading =
  | { readonly value: number; readonly problem: null }
  | { readonly value: null; readonly problem: string };

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Unambiguous for whole numbers only: in others `1,125` may be a little more than one. */
const GROUPED = /^[1-9]\d{0,2}(,\d{3})+$/;
/** Enough for every double, and takes away what dividing by 100 leaves behind: 0.07, not 0.07000000000000001. */
const DIGITS = 15;

const WHOLE = 'Enter a whole number';

/** Reads a number as people write it: `0.05`, `-3`, `1e6`; whole numbers also as `44,700`. */
export function readNumber(text: string, rule: NumberRule): NumberReading {
  const written = text.trim().replace(/^−/, '-');
  if (rule.whole && GROUPED.test(written)) return within(Number(written.replaceAll(',', '')), rule);
  if (PLAIN.test(written)) return within(Number(written), rule);
  if (rule.whole) return { value: null, problem: WHOLE };
  return {
    value: null,
    problem: written.includes(',')
      ? 'Write a point for decimals and no commas, e.g. 1234.5'
      : `“${text}” is not a number`,
  };
}

function within(number: number, rule: NumberRule): NumberReading {
  const problem = problemOf(number, rule);
  if (problem !== null) return { value: null, problem };
  return { value: rule.percent ? Number((number / 100).toPrecision(DIGITS)) : number, problem: null };
}

function problemOf(number: number, { min, max, aboveMin, whole, percent }: NumberRule): string | null {
  if (whole && !Number.isInteger(number)) return WHOLE;
  const unit = percent ? ' %' : '';
  if (aboveMin ? number <= min : number < min)
    return `Enter ${aboveMin ? 'more than' : 'at least'} ${shown(min)}${unit}`;
  return number > max || Number.isNaN(number) ? `Enter at most ${shown(max)}${unit}` : null;
}

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });
const LONG = 1e9;

const shown = (number: number): string =>
  Math.abs(number) < LONG ? plain.format(number) : number.toExponential().replace('e+', 'e');
