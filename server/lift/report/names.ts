import type { PerArm } from '../totals/arm-sums.js';

/** Enough to begin with; a sentence with more names is not read. */
const MAX_NAMED = 3;

/** What an arm is of, within a sentence. */
export const ARM_ITEMS: PerArm<string> = { ai: 'AI-generated items', human: 'human-designed items' };

const number = new Intl.NumberFormat('en');
export const written = (count: number): string => number.format(count);

/** The first few stores by name, and how many more there are: `Nord, Süd, Vest and 2 more stores`. */
export function namesOf(stores: readonly { readonly name: string }[]): string {
  const names = stores.slice(0, MAX_NAMED).map(({ name }) => name);
  const more = stores.length - names.length;
  const last = more > 0 ? `${written(more)} more ${more === 1 ? 'store' : 'stores'}` : names.pop();
  return names.length > 0 ? `${names.join(', ')} and ${last}` : String(last);
}
