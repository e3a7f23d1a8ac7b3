import { Table } from '@mantine/core';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatInterval, formatLift, formatLiftTick } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { ChartFigure } from '../../ui/chart/ChartFigure.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import type { LiftReportData } from '../lift-report-data.js';
import { type TrendPoint, toTrendPoints, trendScale } from './trend-points.js';

const HEIGHT = 260;

/** The headline estimand week by week, with its interval as a band. */
export function TrendPanel({ report }: { readonly report: LiftReportData }) {
  const points = toTrendPoints(report.trend);
  const confidence = Math.round(report.settings.confidence * 100);
  return (
    <Panel
      title="Week by week"
      lead="Each week computed by itself from the stores that had traffic in it, so a week is less certain than the whole."
    >
      {points.some(({ lift }) => lift !== null) ? (
        <ChartFigure
          label={`Line chart: relative lift by week with its ${confidence}% interval, ${points.length} weeks`}
          caption={`Relative lift, ${confidence}% interval as a band`}
          chart={<TrendChart points={points} />}
          table={<TrendTable points={points} />}
        />
      ) : (
        <EmptyNotice title="No week can be computed">
          Rows imported without a day are counted in the totals but belong to no week.
        </EmptyNotice>
      )}
    </Panel>
  );
}

function TrendChart({ points }: { readonly points: readonly TrendPoint[] }) {
  const scale = trendScale(points);
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <ComposedChart data={[...points]} margin={{ top: 8, right: 16, bottom: 16, left: 0 }}>
        <CartesianGrid vertical={false} />
        <XAxis
          dataKey="label"
          padding={{ left: 16, right: 16 }}
          label={{ value: 'Week from', position: 'insideBottom', offset: -10 }}
        />
        <YAxis domain={[scale.min, scale.max]} ticks={[...scale.ticks]} tickFormatter={formatLiftTick} />
        <Tooltip content={<WeekTooltip />} />
        <ReferenceLine y={0} stroke="var(--toile-line-strong)" />
        <Area dataKey="interval" stroke="none" fill="var(--toile-band)" isAnimationActive={false} />
        <Line
          dataKey="lift"
          stroke="var(--toile-ai)"
          strokeWidth={2}
          dot={{ r: 3.5, fill: 'var(--toile-ai)' }}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

const intervalWords = ({ interval, reason }: TrendPoint) =>
  interval ? formatInterval(interval[0], interval[1]) : (reason ?? 'no interval');

function WeekTooltip(props: {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload: TrendPoint }[];
}) {
  const point = props.payload?.[0]?.payload;
  if (!props.active || !point) return null;
  return (
    <div className="chart-tooltip">
      <b>
        {formatLift(point.lift)} · week from {point.label}
      </b>
      {intervalWords(point)} · {counted(point.stores, 'store')}
    </div>
  );
}

function TrendTable({ points }: { readonly points: readonly TrendPoint[] }) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Week from</Table.Th>
          <Table.Th scope="col" className="number">
            Lift
          </Table.Th>
          <Table.Th scope="col" className="number">
            Interval
          </Table.Th>
          <Table.Th scope="col" className="number">
            Stores
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {points.map((point) => (
          <Table.Tr key={point.startsOn}>
            <Table.Td>{point.label}</Table.Td>
            <Table.Td className="number">{formatLift(point.lift)}</Table.Td>
            <Table.Td className="number">{intervalWords(point)}</Table.Td>
            <Table.Td className="number">{point.stores}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
