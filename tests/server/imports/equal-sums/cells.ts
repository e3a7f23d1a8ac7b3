/** A decimal number as a shop has it: so many units of its last decimal. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** A number is a `Decimal`, whatever a file makes of it; null is blank. */
export type Cell = string | Decimal | null;
export type Row = Readonly<Record<string, Cell>>;

export const whole = (units: bigint): Decimal => ({ units, scale: 0 });

/** With as many decimals as its scale says, e.g. 12.50. */
export function plainText({ units, scale }: Decimal): string {
  const digits = units.toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

export const textOf = (cell: Cell): string =>
  cell === null ? '' : typeof cell === 'string' ? cell : plainText(cell);
