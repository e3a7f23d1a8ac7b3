import { formatCompact } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { type IntervalColumn, IntervalTable } from '../../ui/chart/IntervalTable.js';
import type { Scale } from '../../ui/chart/scale.js';
import { CountWarnings } from '../CountWarnings.js';
import { verdictTone } from '../headline/verdict.js';
import { confidenceWords, LIFT_VALUE, rateColumns } from '../interval-columns.js';
import type { LiftReportData } from '../lift-report-data.js';
import { StoreLink } from '../StoreLink.js';
import { VARIANCE_NAMES, VARIANCE_SENTENCES } from '../variance-words.js';
import { type ForestRow, toSummaryRow } from './forest-rows.js';

export interface ForestTableProps {
  readonly rows: readonly ForestRow[];
  readonly report: LiftReportData;
  readonly scale: Scale;
}

const VARIANCE: IntervalColumn<ForestRow> = {
  header: 'Interval from',
  hint: 'What says how uncertain the lift of a store is',
  cell: ({ varianceFrom }) => (varianceFrom === null ? '–' : VARIANCE_NAMES[varianceFrom]),
};

const TRAFFIC: IntervalColumn<ForestRow> = {
  header: 'Traffic',
  cell: ({ traffic }) => formatCompact(traffic),
};

/** One row per store, and the headline below them all. */
export function ForestTable({ rows, report, scale }: ForestTableProps) {
  const summary = toSummaryRow(report);
  return (
    <IntervalTable
      caption="Relative lift by store: store, rates of AI and human-designed items, lift and its interval"
      header="Store"
      rows={rows}
      rowKey={({ id }) => id}
      label={(row) => <StoreName row={row} />}
      estimate={(row) => row}
      {...LIFT_VALUE}
      intervalHeader={confidenceWords(report.settings)}
      scale={scale}
      hint={({ varianceFrom }) => (varianceFrom === null ? undefined : VARIANCE_SENTENCES[varianceFrom])}
      look={({ radius }) => ({ radius })}
      before={[...rateColumns(report.metric), TRAFFIC]}
      after={[VARIANCE]}
      summary={{
        row: summary,
        label: (
          <>
            {summary.name} <small>{counted(report.headline.stores, 'store')}</small>
          </>
        ),
        look: { shape: 'diamond', radius: summary.radius, className: verdictTone(report) },
      }}
    />
  );
}

const StoreName = ({ row: { id, name, warnings } }: { readonly row: ForestRow }) => (
  <>
    <StoreLink id={id} name={name} />
    <CountWarnings warnings={warnings} />
  </>
);
