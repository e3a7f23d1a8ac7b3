import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatLift, formatLiftTick } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { ChartLegend } from '../../ui/chart/ChartLegend.js';
import { niceScale } from '../../ui/chart/scale.js';
import type { LiftReportData } from '../lift-report-data.js';
import { isBetterLift } from '../metrics.js';
import { binWords, type HistogramBin } from './histogram.js';

const HEIGHT = 260;
const AI = { name: 'AI items do better', color: 'var(--toile-ai)' };
const HUMAN = { name: 'Human-designed items do better', color: 'var(--toile-human)' };

export interface LiftHistogramProps {
  readonly bins: readonly HistogramBin[];
  readonly report: Pick<LiftReportData, 'metric' | 'headline'>;
}

/** Bars in the colour of those who do better there, and a line where the headline lies. */
export function LiftHistogram({ bins, report: { metric, headline } }: LiftHistogramProps) {
  const data = withNeighbour(bins).map((bin) => ({ ...bin, middle: (bin.from + bin.to) / 2 }));
  const ends = [bins[0]!.from, bins.at(-1)!.to, headline.value ?? 0];
  const scale = niceScale(Math.min(...ends), Math.max(...ends));
  return (
    <>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <BarChart data={data} barCategoryGap={1} margin={{ top: 20, right: 12, bottom: 16, left: -12 }}>
          <CartesianGrid vertical={false} />
          <XAxis
            type="number"
            dataKey="middle"
            domain={[scale.min, scale.max]}
            ticks={[...scale.ticks]}
            tickFormatter={formatLiftTick}
            label={{ value: 'Relative lift of the store', position: 'insideBottom', offset: -10 }}
          />
          <YAxis
            allowDecimals={false}
            label={{ value: 'Stores', angle: -90, position: 'insideLeft', offset: 16 }}
          />
          <Tooltip content={<BinTooltip />} cursor={{ fill: 'var(--toile-band)' }} />
          <Bar dataKey="stores" isAnimationActive={false}>
            {data.map(({ from, middle }) => (
              <Cell key={from} fill={isBetterLift(metric, middle) ? AI.color : HUMAN.color} />
            ))}
          </Bar>
          <ReferenceLine x={0} stroke="var(--toile-line-strong)" />
          {headline.value !== null && <ReferenceLine x={headline.value} {...headlineLine(headline.value)} />}
        </BarChart>
      </ResponsiveContainer>
      <ChartLegend entries={[AI, HUMAN]} />
    </>
  );
}

/** A bar is as wide as the next one is far away: one by itself needs a neighbour, which is empty. */
const withNeighbour = (bins: readonly HistogramBin[]): readonly HistogramBin[] =>
  bins.length > 1
    ? bins
    : bins.flatMap((bin) => [bin, { from: bin.to, to: 2 * bin.to - bin.from, stores: 0 }]);

const headlineLine = (headline: number) =>
  ({
    stroke: 'var(--mantine-color-text)',
    strokeDasharray: '4 4',
    label: { value: `headline ${formatLift(headline)}`, position: 'top' },
  }) as const;

interface BinTooltipProps {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: HistogramBin }[];
}

function BinTooltip({ active, payload }: BinTooltipProps) {
  const bin = payload?.[0]?.payload;
  if (!active || !bin) return null;
  return (
    <div className="chart-tooltip">
      <b>{counted(bin.stores, 'store')}</b>
      {binWords(bin)}
    </div>
  );
}
