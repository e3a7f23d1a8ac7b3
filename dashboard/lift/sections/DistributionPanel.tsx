import { Table } from '@mantine/core';
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
import { ChartFigure } from '../../ui/chart/ChartFigure.js';
import { niceScale } from '../../ui/chart/scale.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import type { LiftReportData } from '../lift-report-data.js';
import { type HistogramBin, liftHistogram } from './histogram.js';

const HEIGHT = 260;
const LEAD =
  'How the lifts of single stores spread. Part of the spread is chance: small stores scatter even where nothing differs.';

/** How many stores have which lift. */
export function DistributionPanel({ report }: { readonly report: LiftReportData }) {
  const bins = liftHistogram(report.stores.map(({ lift }) => lift));
  const better = report.stores.filter(({ lift }) => lift !== null && lift > 0).length;
  return (
    <Panel title="Distribution over stores" lead={LEAD}>
      {bins.length === 0 ? (
        <EmptyNotice title="No store has a lift yet" />
      ) : (
        <ChartFigure
          label={`Histogram: number of stores by relative lift; ${better} of ${report.stores.length} above zero`}
          caption={`AI items ahead in ${counted(better, 'store')} of ${report.stores.length}`}
          chart={<Histogram bins={bins} headline={report.headline.value} />}
          table={<HistogramTable bins={bins} />}
        />
      )}
    </Panel>
  );
}

interface HistogramProps {
  readonly bins: readonly HistogramBin[];
  readonly headline: number | null;
}

function Histogram({ bins, headline }: HistogramProps) {
  const data = bins.map((bin) => ({ ...bin, middle: (bin.from + bin.to) / 2 }));
  const scale = niceScale(bins[0]!.from, bins.at(-1)!.to);
  return (
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
        <YAxis allowDecimals={false} />
        <Tooltip content={<BinTooltip />} cursor={{ fill: 'var(--toile-band)' }} />
        <Bar dataKey="stores" isAnimationActive={false}>
          {data.map(({ from }) => (
            <Cell key={from} fill={from < -1e-9 ? 'var(--toile-human)' : 'var(--toile-ai)'} />
          ))}
        </Bar>
        <ReferenceLine x={0} stroke="var(--toile-line-strong)" />
        {headline !== null && (
          <ReferenceLine
            x={headline}
            stroke="var(--mantine-color-text)"
            strokeDasharray="4 4"
            label={{ value: `headline ${formatLift(headline)}`, position: 'top' }}
          />
        )}
      </BarChart>
    </ResponsiveContainer>
  );
}

const edges = ({ from, to }: HistogramBin) => `${formatLift(from)} to ${formatLift(to)}`;

function BinTooltip(props: {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: HistogramBin }[];
}) {
  const bin = props.payload?.[0]?.payload;
  if (!props.active || !bin) return null;
  return (
    <div className="chart-tooltip">
      <b>{counted(bin.stores, 'store')}</b>
      {edges(bin)}
    </div>
  );
}

function HistogramTable({ bins }: { readonly bins: readonly HistogramBin[] }) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Lift</Table.Th>
          <Table.Th scope="col" className="number">
            Stores
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bins.map((bin) => (
          <Table.Tr key={bin.from}>
            <Table.Td>{edges(bin)}</Table.Td>
            <Table.Td className="number">{bin.stores}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
