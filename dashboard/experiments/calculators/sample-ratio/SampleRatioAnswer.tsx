import { formatCount, formatDecimal, formatPValue, formatShare } from '../../../format/numbers.js';
import type { ArmUnitsInput, SampleRatioPartsFragment } from '../../../generated/graphql.js';
import { type DataColumn, DataTable } from '../../../ui/DataTable.js';
import { Fact } from '../../../ui/Fact.js';
import { EmptyNotice } from '../../../ui/page/EmptyNotice.js';
import { pValueWords } from '../answer/p-value-words.js';
import { SampleRatioAlert } from './SampleRatioAlert.js';

interface SampleRatioAnswerProps {
  readonly result: SampleRatioPartsFragment;
  readonly arms: readonly ArmUnitsInput[];
}

/** Whether there is a mismatch, and what to do about it. */
export function SampleRatioAnswer({ result, arms }: SampleRatioAnswerProps) {
  const { alert, pValue, reason } = result;
  if (pValue === null && !alert) return <EmptyNotice title="Cannot be computed">{reason}</EmptyNotice>;
  return (
    <>
      <div aria-live="polite">
        {alert ? (
          <SampleRatioAlert result={result} />
        ) : (
          <p className="verdict">
            <strong className="tone-better">No alert.</strong> The units came as planned, or so nearly that it
            does not matter ({pValueWords(pValue)}; an alert needs p below 0.001 and a share that is off by
            0.1% of all units or more). You may read the results.
          </p>
        )}
      </div>
      <DataTable label="Arms" columns={COLUMNS} rows={sharesOf(arms)} rowKey={({ name }) => name} />
      <ResultFacts result={result} />
    </>
  );
}

const ResultFacts = ({ result }: Pick<SampleRatioAnswerProps, 'result'>) => (
  <dl className="facts">
    <Fact term="Chi-square">
      {formatDecimal(result.chiSquare)}{' '}
      {result.degreesOfFreedom !== null && <small>degrees of freedom: {result.degreesOfFreedom}</small>}
    </Fact>
    <Fact term="p">
      {formatPValue(result.pValue)} <small>at one planned look</small>
    </Fact>
    <Fact term="Anytime p">
      {formatPValue(result.anytimePValue)} <small>however often you look; keep the smallest</small>
    </Fact>
  </dl>
);

interface ArmShare {
  readonly name: string;
  readonly units: number;
  readonly came: number | null;
  readonly planned: number | null;
}

const COLUMNS: readonly DataColumn<ArmShare>[] = [
  { header: 'Arm', cell: ({ name }) => name, namesRow: true },
  { header: 'Units', cell: ({ units }) => formatCount(units), numeric: true, wideOnly: true },
  { header: 'Share that came', cell: ({ came }) => formatFineShare(came), numeric: true },
  { header: 'Planned share', cell: ({ planned }) => formatFineShare(planned), numeric: true },
];

function sharesOf(arms: readonly ArmUnitsInput[]): ArmShare[] {
  const units = sum(arms.map((arm) => arm.units));
  const weights = sum(arms.map(({ weight }) => weight ?? 1));
  return arms.map((arm) => ({
    name: arm.name,
    units: arm.units,
    came: units > 0 ? arm.units / units : null,
    planned: weights > 0 ? (arm.weight ?? 1) / weights : null,
  }));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const fine = new Intl.NumberFormat('en', {
  style: 'percent',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** With two digits: an alert begins at a tenth of a percent. */
const formatFineShare = (share: number | null): string =>
  share === null ? formatShare(share) : fine.format(share);
