const format = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });

/** A number as people read it: `1,000`. */
export const shownNumber = (value: number): string => format.format(value);
