import { formatLift } from '../../format/numbers.js';
import { ChartFigure } from '../../ui/chart/ChartFigure.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { CountWarnings } from '../CountWarnings.js';
import { confidenceWords } from '../interval-columns.js';
import type { LiftReportData } from '../lift-report-data.js';
import { TrendChart } from './TrendChart.js';
import { intervalWords, type TrendPoint, toTrendPoints } from './trend-points.js';

const COLUMNS: readonly DataColumn<TrendPoint>[] = [
  { header: 'Week starting', cell: (point) => <Week point={point} />, namesRow: true },
  { header: 'Lift', cell: ({ lift }) => formatLift(lift), numeric: true },
  { header: 'Interval', cell: intervalWords, numeric: true },
  { header: 'Stores', cell: ({ stores }) => stores, numeric: true },
];

const Week = ({ point: { label, warnings } }: { readonly point: TrendPoint }) => (
  <>
    {label}
    <CountWarnings warnings={warnings} />
  </>
);

/** The headline estimand week by week, with its interval as a band. */
export function TrendPanel({ report }: { readonly report: LiftReportData }) {
  const points = toTrendPoints(report.trend);
  const interval = confidenceWords(report.settings);
  return (
    <Panel
      title="Week by week"
      lead="Each week computed by itself from the stores that had traffic in it, so a week is less certain than the whole."
    >
      {points.some(({ lift }) => lift !== null) ? (
        <ChartFigure
          label={`Line chart: relative lift by week with its ${interval}, ${points.length} weeks`}
          caption={`Relative lift, ${interval} as a band`}
          chart={<TrendChart points={points} />}
          table={
            <DataTable
              label="Lift by week"
              columns={COLUMNS}
              rows={points}
              rowKey={({ startsOn }) => startsOn}
            />
          }
        />
      ) : (
        <EmptyNotice title="No week can be computed">
          {points[0]?.reason ??
            'Rows imported without a day are counted in the totals but belong to no week.'}
        </EmptyNotice>
      )}
    </Panel>
  );
}
