import { group } from 'd3-array';
import type { LiftReportData } from '../lift-report-data.js';

export interface ExcludedLine {
  readonly store: { readonly id: string; readonly name: string };
  readonly reason: string;
  readonly warnings: readonly string[];
}

/** Stores that are excluded for the same reason, but for its numbers. */
export interface ExclusionGroup {
  readonly reason: string;
  readonly lines: readonly ExcludedLine[];
}

/** The largest group first, stores by name. */
export function exclusionGroups(lines: readonly ExcludedLine[]): ExclusionGroup[] {
  const groups = group(lines, ({ reason }) => withoutNumbers(reason));
  return [...groups]
    .map(([reason, ofReason]) => ({ reason, lines: ofReason.toSorted(byName) }))
    .sort((a, b) => b.lines.length - a.lines.length);
}

const byName = (a: ExcludedLine, b: ExcludedLine): number =>
  a.store.name.localeCompare(b.store.name, 'en', { numeric: true });

const SHARE_OF_ORDERS = /[\d,]+ of [\d,]+ orders/g;

/** A reason as it holds for several stores: `Some orders of AI-generated items have no amount`. */
export function withoutNumbers(reason: string): string {
  const words = reason.replace(SHARE_OF_ORDERS, 'some orders').replace(' has no amount', ' have no amount');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The lines whose store name holds the text, letter case aside. */
export const linesNamed = (lines: readonly ExcludedLine[], text: string): ExcludedLine[] =>
  lines.filter(({ store }) => store.name.toLowerCase().includes(text.trim().toLowerCase()));

/** What the headline leaves out, with the warnings about the counts of those stores. */
export function leftOutOfHeadline({
  headline,
  excluded,
}: Pick<LiftReportData, 'headline' | 'excluded'>): ExcludedLine[] {
  const warnings = new Map(excluded.map((line) => [line.store.id, line.warnings]));
  return headline.excluded.map((line) => ({ ...line, warnings: warnings.get(line.store.id) ?? [] }));
}
