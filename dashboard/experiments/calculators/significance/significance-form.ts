import type {
  AnalysisInput,
  AnalysisMetricKind,
  ArmSumsInput,
  SignificanceQueryVariables,
} from '../../../generated/graphql.js';
import type { ArmColumn } from '../fields/ArmFields.js';
import { armCount, armNames } from '../fields/arm-texts.js';
import { FieldReader, type FormReading, fieldKey } from '../fields/field-reader.js';
import type { NumberRule } from '../fields/number-text.js';
import { MARGIN, PRODUCTS, SOME_UNITS, SQUARES, SUM, UNITS, WEIGHT } from '../fields/ranges.js';
import { readTest } from '../fields/settings.js';

export const KIND_NAMES: Record<AnalysisMetricKind, string> = {
  PROPORTION: 'Proportion: units that did something',
  MEAN: 'Mean: a number per unit',
  RATIO: 'Ratio: of two numbers per unit',
};

/** A sum of every arm: its name in the address and in the input, and what it may be. */
interface SumColumn extends ArmColumn {
  readonly name: Exclude<keyof ArmSumsInput, 'before' | 'name'>;
  readonly rule: NumberRule;
}

const UNITS_COLUMN: SumColumn = { name: 'units', label: 'Units', rule: UNITS };
const SUM_SQUARES: SumColumn = { name: 'sumSquares', label: 'Sum of squares', rule: SQUARES };

/** What each kind of metric needs of an arm. */
const NEEDED: Record<AnalysisMetricKind, readonly SumColumn[]> = {
  PROPORTION: [UNITS_COLUMN, { name: 'sum', label: 'Successes', rule: UNITS }],
  MEAN: [UNITS_COLUMN, { name: 'sum', label: 'Sum', rule: SUM }, SUM_SQUARES],
  RATIO: [
    UNITS_COLUMN,
    { name: 'sum', label: 'Sum of numerators', rule: SUM },
    { ...SUM_SQUARES, label: 'Squared numerators' },
    { name: 'denominatorSum', label: 'Sum of denominators', rule: SUM },
    { name: 'denominatorSumSquares', label: 'Squared denominators', rule: SQUARES },
    { name: 'productSum', label: 'Products', rule: PRODUCTS },
  ],
};

const WEIGHT_COLUMN: SumColumn = {
  name: 'weight',
  label: 'Planned share',
  placeholder: 'equal',
  rule: WEIGHT,
};

/** Of all kinds, so that an arm is taken away whole. */
export const ALL_COLUMNS: readonly string[] = [
  'name',
  ...NEEDED.RATIO.map(({ name }) => name),
  WEIGHT_COLUMN.name,
];

export const columnsOf = (kind: AnalysisMetricKind): readonly ArmColumn[] =>
  [...NEEDED[kind], WEIGHT_COLUMN].map(({ name, label, placeholder }) => ({
    name,
    label,
    ...(placeholder !== undefined && { placeholder }),
  }));

/** The kind that an address asks for; the usual one where it asks for none that there is. */
export const kindOf = (params: URLSearchParams): AnalysisMetricKind =>
  new FieldReader(params).choice('kind', KIND_NAMES, 'PROPORTION');

/** What the form asks the server. */
export function readSignificance(params: URLSearchParams): FormReading<SignificanceQueryVariables> {
  const reader = new FieldReader(params);
  const kind = reader.choice('kind', KIND_NAMES, 'PROPORTION');
  const plannedUnits = reader.optional({ name: 'planned', label: 'Planned units', rule: SOME_UNITS });
  const margin = reader.optional({ name: 'margin', label: 'Margin', rule: MARGIN });
  const lowerIsBetter = reader.flag('lower');
  const input: AnalysisInput = {
    kind,
    arms: readArms(reader, kind),
    ...readTest(reader),
    ...(plannedUnits !== null && { sequentialPlannedUnits: plannedUnits }),
    ...(margin !== null && { margin }),
    ...(lowerIsBetter && { lowerIsBetter }),
  };
  return reader.reading({ input });
}

function readArms(reader: FieldReader, kind: AnalysisMetricKind): ArmSumsInput[] {
  const count = armCount(reader.params, ALL_COLUMNS);
  const hasWeights = reader.params.getAll(WEIGHT_COLUMN.name).some(Boolean);
  const names = armNames(reader, count);
  return names.map((name, index) => {
    const sums = Object.fromEntries(
      NEEDED[kind].map((column) => [column.name, numberOf(reader, name, column, index)]),
    );
    if (hasWeights) sums.weight = numberOf(reader, name, WEIGHT_COLUMN, index);
    if (kind === 'PROPORTION' && sums.sum! > sums.units!)
      reader.reject(fieldKey('sum', index), 'More successes than units');
    return { name, ...sums } as ArmSumsInput;
  });
}

const numberOf = (reader: FieldReader, arm: string, { name, label, rule }: SumColumn, index: number) =>
  reader.number({ name, label: `${label} of ${arm}`, rule, index });
