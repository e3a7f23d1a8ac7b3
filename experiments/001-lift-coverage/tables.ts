import type { Coverage, ScenarioCoverage } from './coverage.js';
import { QUANTITIES, type Quantity } from './draw-world.js';

/** A scenario with what came out of it. */
export interface Result extends Pick<ScenarioCoverage, 'coverage'> {
  readonly name: string;
}

/** Where an interval of 95 % should cover, in the README's table. */
const GOOD = { from: 0.93, to: 0.97 } as const;
/** Most of the intervals that may exclude zero where nothing is, in all. */
const MOST_VERDICTS = 0.07;
/** Shares of worlds with an interval, above which nothing is remarked, and below which nothing can be said. */
const ALWAYS = 0.995;
const HARDLY = 0.02;

const HEADINGS: Readonly<Record<Quantity, string>> = {
  averageRates: 'averageRates',
  averageRatesFewStores: 'averageRates, few stores',
  trafficWeighted: 'trafficWeighted',
  trafficWeightedFewStores: 'trafficWeighted, few stores',
  equalWeight: 'equalWeight',
  biasCorrected: 'biasCorrected',
  logRatio: 'logRatio',
  randomEffects: 'randomEffects',
  nextStore: 'next store',
  oneStore: 'one store',
};

/** Markdown: per cent of the intervals that hold the truth, and of the worlds that show one if not all do. */
export const coverageTable = (results: readonly Result[]): string =>
  table(
    QUANTITIES,
    results.map(({ name, coverage }) => [name, ...QUANTITIES.map((of) => coverageCell(coverage[of]))]),
  );

/** Markdown: per cent of the intervals above and below zero, of what is truly zero. */
export function verdictTable(results: readonly Result[]): string {
  const columns = QUANTITIES.filter((name) => name !== 'nextStore');
  const rows = results.filter(({ coverage }) => coverage.averageRates.higherWithoutLift !== null);
  return table(
    columns,
    rows.map(({ name, coverage }) => [name, ...columns.map((of) => verdictCell(coverage[of]))]),
  );
}

function coverageCell({ coverage, shown }: Coverage): string {
  if (coverage === null || shown < HARDLY) return '-';
  const isGood = coverage >= GOOD.from && coverage <= GOOD.to;
  const text = isGood ? percent(coverage) : `**${percent(coverage)}**`;
  return shown > ALWAYS ? text : `${text} (in ${(100 * shown).toFixed(0)})`;
}

function verdictCell({ higherWithoutLift: higher, lowerWithoutLift: lower, shown }: Coverage): string {
  if (higher === null || lower === null || shown < HARDLY) return '-';
  const text = `${percent(higher)} / ${percent(lower)}`;
  return higher + lower <= MOST_VERDICTS ? text : `**${text}**`;
}

const percent = (share: number) => (100 * share).toFixed(1);

function table(columns: readonly Quantity[], rows: readonly (readonly string[])[]): string {
  const lines = [
    ['World', ...columns.map((name) => HEADINGS[name])],
    ['---', ...columns.map(() => '---')],
    ...rows,
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
