import { useQuery } from '@apollo/client/react';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { formatLift } from '../../format/numbers.js';
import { optionsOf } from '../../format/words.js';
import { type LiftInput, type LiftTrend, LiftTrendDocument } from '../../generated/graphql.js';
import { ChartFigure } from '../../ui/chart/ChartFigure.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { CountWarnings } from '../CountWarnings.js';
import { confidenceWords } from '../interval-columns.js';
import type { LiftReportData } from '../lift-report-data.js';
import { TrendChart } from './TrendChart.js';
import { intervalWords, type Period, type TrendPoint, toTrendPoints } from './trend-points.js';
import { POINT_NAMES, TREND_LEADS, TREND_NAMES } from './trends.js';

export interface TrendPanelProps {
  readonly report: LiftReportData;
  readonly input: LiftInput;
}

/** The headline estimand over time, with its interval as a band. The report itself holds its weeks. */
export function TrendPanel({ report, input }: TrendPanelProps) {
  const [by, setBy] = useState<LiftTrend>('WEEK');
  const facts = { by, interval: confidenceWords(report.settings), timeZone: report.settings.timeZone };
  return (
    <Panel
      title="Over time"
      lead={TREND_LEADS[by]}
      actions={
        <SegmentedControl
          aria-label="Points of the trend"
          size="xs"
          value={by}
          onChange={setBy}
          data={optionsOf(TREND_NAMES)}
        />
      }
    >
      {by === 'WEEK' ? <Trend periods={report.trend} {...facts} /> : <AskedTrend input={input} {...facts} />}
    </Panel>
  );
}

interface TrendFacts {
  readonly by: LiftTrend;
  /** What its intervals are called. */
  readonly interval: string;
  /** In which its days begin and end. */
  readonly timeZone: string;
}

function AskedTrend({ input, ...facts }: TrendFacts & { readonly input: LiftInput }) {
  const { by } = facts;
  const { data, error, refetch } = useQuery(LiftTrendDocument, { variables: { input, by } });
  return (
    <QueryView data={data} error={error} refetch={refetch}>
      {({ lift }) => <Trend periods={lift.trend} {...facts} />}
    </QueryView>
  );
}

function Trend({ periods, by, interval, timeZone }: TrendFacts & { readonly periods: readonly Period[] }) {
  const points = toTrendPoints(periods, by);
  if (points.every(({ lift }) => lift === null))
    return (
      <EmptyNotice title="No period can be computed">
        {points[0]?.reason ??
          'Rows imported without a day are counted in the totals but belong to no period.'}
      </EmptyNotice>
    );
  return (
    <ChartFigure
      label={`Line chart: relative lift, ${TREND_NAMES[by].toLowerCase()}, with its ${interval}, ${points.length} points`}
      caption={`Relative lift, ${interval} as a band. Days in the time zone ${timeZone}`}
      chart={<TrendChart points={points} dayName={POINT_NAMES[by]} intervalName={interval} />}
      table={
        <DataTable
          label={`Lift, ${TREND_NAMES[by].toLowerCase()}`}
          columns={columnsOf(by)}
          rows={points}
          rowKey={({ day }) => day}
        />
      }
    />
  );
}

const columnsOf = (by: LiftTrend): readonly DataColumn<TrendPoint>[] => [
  { header: POINT_NAMES[by], cell: (point) => <PointName point={point} />, namesRow: true },
  { header: 'Lift', cell: ({ lift }) => formatLift(lift), numeric: true },
  { header: 'Interval', cell: intervalWords, numeric: true },
  { header: 'Stores', cell: ({ stores }) => stores, numeric: true },
];

const PointName = ({ point: { label, warnings } }: { readonly point: TrendPoint }) => (
  <>
    {label}
    <CountWarnings warnings={warnings} />
  </>
);
