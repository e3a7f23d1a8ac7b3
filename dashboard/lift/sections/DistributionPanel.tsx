import { formatCount } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { ChartFigure } from '../../ui/chart/ChartFigure.js';
import { type DataColumn, DataTable } from '../../ui/DataTable.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import type { LiftReportData } from '../lift-report-data.js';
import { isBetterLift } from '../metrics.js';
import { binWords, type HistogramBin, liftHistogram } from './histogram.js';
import { LiftHistogram } from './LiftHistogram.js';

const LEAD =
  'How the lifts of single stores spread. Part of the spread is chance: small stores scatter even where nothing differs.';

const COLUMNS: readonly DataColumn<HistogramBin>[] = [
  { header: 'Lift', cell: binWords, namesRow: true },
  { header: 'Stores', cell: ({ stores }) => stores, numeric: true },
];

/** How many stores have which lift. */
export function DistributionPanel({ report }: { readonly report: LiftReportData }) {
  const bins = liftHistogram(report.stores.map(({ lift }) => lift));
  const better = report.stores.filter(
    ({ lift }) => lift !== null && isBetterLift(report.metric, lift),
  ).length;
  const words = `AI items do better in ${formatCount(better)} of ${counted(report.stores.length, 'store')}`;
  return (
    <Panel title="Distribution over stores" lead={LEAD}>
      {bins.length === 0 ? (
        <EmptyNotice title="No store has a lift yet" />
      ) : (
        <ChartFigure
          label={`Histogram: number of stores by relative lift. ${words}`}
          caption={words}
          chart={<LiftHistogram bins={bins} report={report} />}
          table={
            <DataTable label="Stores by lift" columns={COLUMNS} rows={bins} rowKey={({ from }) => from} />
          }
        />
      )}
    </Panel>
  );
}
