const format = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });

/** From here on the zeros are too many to count. */
const LONG = 1e16;

/** A number as people read it: `1,000`; a very large one by its power of ten, `1e30`. */
export const shownNumber = (value: number): string =>
  Math.abs(value) < LONG ? format.format(value) : value.toExponential().replace('e+', 'e');
