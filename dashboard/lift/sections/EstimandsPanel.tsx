import { Badge } from '@mantine/core';
import { formatCount, formatDecimal, formatPValue } from '../../format/numbers.js';
import { ESTIMAND_ANSWERS, ESTIMAND_NAMES } from '../../format/words.js';
import { type IntervalColumn, IntervalTable } from '../../ui/chart/IntervalTable.js';
import { scaleOfEstimates } from '../../ui/chart/scale.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { CountWarnings } from '../CountWarnings.js';
import { suspiciousCounts } from '../headline/suspicious-counts.js';
import { verdictTone } from '../headline/verdict.js';
import { confidenceWords, LIFT_VALUE } from '../interval-columns.js';
import type { LiftReportData } from '../lift-report-data.js';
import { sharedReason } from '../shared-reason.js';
import { agreementWords, type EstimandRow, toEstimandRows } from './estimands.js';

const AFTER: readonly IntervalColumn<EstimandRow>[] = [
  {
    header: 'SE between',
    hint: 'Standard error from how far the stores lie apart. The larger noise, in bold, decides the width of the interval',
    cell: ({ standardError, halfWidthFrom }) => (
      <StandardError value={standardError} decides={halfWidthFrom === 'BETWEEN_STORES'} />
    ),
  },
  {
    header: 'SE within',
    hint: 'Standard error from the counts and items inside the stores. The larger noise, in bold, decides the width of the interval',
    cell: ({ withinStandardError, halfWidthFrom }) => (
      <StandardError value={withinStandardError} decides={halfWidthFrom === 'WITHIN_STORES'} />
    ),
  },
  { header: 'p', cell: ({ pValue }) => formatPValue(pValue) },
  { header: 'Stores', cell: (row) => <Stores row={row} /> },
];

interface StandardErrorProps {
  readonly value: number | null;
  readonly decides: boolean;
}

const StandardError = ({ value, decides }: StandardErrorProps) =>
  decides && value !== null ? (
    <strong>
      {formatDecimal(value)}
      <span className="visually-hidden"> decides the width</span>
    </strong>
  ) : (
    formatDecimal(value)
  );

const Stores = ({ row: { stores, effectiveStores } }: { readonly row: EstimandRow }) => (
  <>
    {formatCount(stores)}
    {effectiveStores !== null && <small>{effectiveStores.toFixed(1)} effective</small>}
  </>
);

/** Six honest answers to six slightly different questions; the headline was chosen beforehand. */
export function EstimandsPanel({ report }: { readonly report: LiftReportData }) {
  const rows = toEstimandRows(report);
  const reason = sharedReason(rows);
  const chosen = `${ESTIMAND_NAMES[report.headlineEstimand]} is this workspace’s headline: it was chosen in the settings, not by the result.`;
  return (
    <Panel
      title="The same data, six questions"
      lead={[chosen, agreementWords(rows)].filter(Boolean).join(' ')}
    >
      {reason === null ? (
        <EstimandTable rows={rows} report={report} />
      ) : (
        <EmptyNotice title="None of the six can be computed">{reason}</EmptyNotice>
      )}
    </Panel>
  );
}

interface EstimandTableProps {
  readonly rows: readonly EstimandRow[];
  readonly report: LiftReportData;
}

function EstimandTable({ rows, report }: EstimandTableProps) {
  const tone = verdictTone(report);
  return (
    <IntervalTable
      caption="Estimates of the lift, each with its interval"
      header="Estimand"
      rows={rows}
      rowKey={({ estimand }) => estimand}
      label={(row) => <EstimandName row={row} />}
      detail={(row) => (
        <EstimandDetail row={row} named={suspiciousCounts(report)} qualifications={report.qualifications} />
      )}
      estimate={({ value, lower, upper }) => ({ value, lower, upper, reason: null })}
      {...LIFT_VALUE}
      intervalHeader={confidenceWords(report.settings)}
      scale={scaleOfEstimates(rows)}
      look={({ isHeadline }) => ({ shape: 'diamond', radius: 6, className: isHeadline ? tone : '' })}
      after={AFTER}
      isHighlighted={({ isHeadline }) => isHeadline}
    />
  );
}

const SAID = 'Rests on the suspicious counts named above.';

interface EstimandDetailProps {
  readonly row: EstimandRow;
  /** Suspicious counts that the notice near the headline names already. */
  readonly named: readonly string[];
  /** What stands next to the answer already. */
  readonly qualifications: readonly string[];
}

function EstimandDetail({
  row: { value, reason, estimand, caveat, warnings },
  named,
  qualifications,
}: EstimandDetailProps) {
  const own = warnings.filter((warning) => !qualifications.includes(warning));
  const others = own.filter((warning) => !named.includes(warning));
  const shown = others.length < own.length ? [SAID, ...others] : others;
  return (
    <>
      {reason ?? ESTIMAND_ANSWERS[estimand]} {value !== null && caveat}
      <CountWarnings warnings={shown} />
    </>
  );
}

function EstimandName({ row: { estimand, isHeadline } }: { readonly row: EstimandRow }) {
  return (
    <>
      {ESTIMAND_NAMES[estimand]}{' '}
      {isHeadline && (
        <Badge size="xs" variant="light" tt="none">
          headline
        </Badge>
      )}
    </>
  );
}
