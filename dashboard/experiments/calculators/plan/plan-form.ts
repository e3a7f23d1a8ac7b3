import type {
  DetectableEffectQueryVariables,
  PlanInput,
  PlanKind,
  SampleSizeQueryVariables,
} from '../../../generated/graphql.js';
import { FieldReader, type FormReading } from '../fields/field-reader.js';
import { type NumberRule, readNumber } from '../fields/number-text.js';
import { EFFECT, POWER, SOME_UNITS, SQUARES, SUM, WEIGHT } from '../fields/ranges.js';
import { readTest } from '../fields/settings.js';

/** Experiments whose units go to one arm each. */
export type UnitKind = Exclude<PlanKind, 'STORES'>;

export const KIND_NAMES: Record<UnitKind, string> = {
  PROPORTION: 'Proportion: units that do something',
  MEAN: 'Mean: a number per unit',
  RATIO: 'Ratio: of two numbers per unit',
};

const USUAL_POWER = 0.8;
const SHARE: NumberRule = { min: 0, max: 100, aboveMin: true, percent: true };
const STANDARD_DEVIATION: NumberRule = { ...SQUARES, aboveMin: true };
const LIFT_DEVIATION: NumberRule = { min: 0, max: 100_000, aboveMin: true, percent: true };
const PLANNED_SHARE: NumberRule = { ...WEIGHT, aboveMin: true };
const STORES: NumberRule = { min: 2, max: 1e9, whole: true };
const MAX_ARMS = 20;

/** The kind that an address asks for; the usual one where it asks for none that there is. */
export const kindOf = (params: URLSearchParams): UnitKind =>
  new FieldReader(params).choice('kind', KIND_NAMES, 'PROPORTION');

/** What to ask of a plan: how many units find an effect, and which effect a number of units finds. */
export interface PlanReadings {
  readonly size: FormReading<SampleSizeQueryVariables>;
  readonly effect: FormReading<DetectableEffectQueryVariables>;
}

type ReadPlan = (reader: FieldReader) => PlanInput;

export const readUnitPlan = (params: URLSearchParams): PlanReadings => readings(params, unitPlan, SOME_UNITS);

export const readStorePlan = (params: URLSearchParams): PlanReadings => readings(params, storePlan, STORES);

/** Each question has a reader of its own: what one lacks does not hold up the other. */
function readings(params: URLSearchParams, readPlan: ReadPlan, units: NumberRule): PlanReadings {
  const [ofSize, ofEffect] = [new FieldReader(params), new FieldReader(params)];
  return {
    size: ofSize.reading({ input: readPlan(ofSize), effect: effectOf(ofSize), power: powerOf(ofSize) }),
    effect: ofEffect.reading({
      input: readPlan(ofEffect),
      units: ofEffect.number({
        name: 'units',
        label: UNITS_LABELS[readPlan === storePlan ? 'store' : 'unit'],
        rule: units,
      }),
      power: powerOf(ofEffect),
    }),
  };
}

/** What an experiment is counted in. */
export type PlanUnit = 'unit' | 'store';

export const UNITS_LABELS: Record<PlanUnit, string> = {
  unit: 'Units that you can get',
  store: 'Stores that you have',
};

function effectOf(reader: FieldReader): number {
  const effect = reader.number({ name: 'effect', label: 'Smallest effect that matters', rule: EFFECT });
  if (effect === 0) reader.reject('effect', 'An effect of 0 cannot be found');
  return effect;
}

const powerOf = (reader: FieldReader): number =>
  reader.numberOr({ name: 'power', label: 'Power', rule: POWER }, USUAL_POWER);

function unitPlan(reader: FieldReader): PlanInput {
  const kind = reader.choice('kind', KIND_NAMES, 'PROPORTION');
  const allocation = allocationOf(reader);
  const unitsPerDay = reader.optional({
    name: 'perDay',
    label: 'Units per day',
    rule: { ...WEIGHT, aboveMin: true },
  });
  const plannedUnits = reader.optional({ name: 'planned', label: 'Planned units', rule: SOME_UNITS });
  return {
    kind,
    baseline: baselineOf(reader, kind),
    ...(kind !== 'PROPORTION' && {
      standardDeviation: reader.number({
        name: 'sd',
        label: 'Standard deviation of a unit',
        rule: STANDARD_DEVIATION,
      }),
    }),
    ...readTest(reader),
    ...(allocation && { arms: allocation.length, allocation }),
    ...(unitsPerDay !== null && { unitsPerDay }),
    ...(plannedUnits !== null && { sequentialPlannedUnits: plannedUnits }),
  };
}

function baselineOf(reader: FieldReader, kind: UnitKind): number {
  const rule = kind === 'PROPORTION' ? SHARE : SUM;
  const baseline = reader.number({ name: 'baseline', label: 'Value of the control', rule });
  if (baseline === 0) reader.reject('baseline', 'Effects are relative to it, so it cannot be 0');
  if (kind === 'PROPORTION' && baseline === 1) reader.reject('baseline', 'Enter less than 100 %');
  return baseline;
}

/** Shares written as `2:1:1`, the control first; null where nothing is written. */
function allocationOf(reader: FieldReader): number[] | null {
  const text = (reader.params.get('shares') ?? '').trim();
  if (text === '') return null;
  const parts = text.split(':').map((part) => readNumber(part.trim(), PLANNED_SHARE));
  if (parts.length < 2 || parts.length > MAX_ARMS || parts.some(({ value }) => value === null)) {
    reader.reject('shares', 'Write two or more shares above 0 with colons, the control first, e.g. 2:1:1');
    return null;
  }
  return parts.map(({ value }) => value!);
}

function storePlan(reader: FieldReader): PlanInput {
  const standardDeviation = reader.number({
    name: 'sd',
    label: 'Standard deviation of the stores’ lifts',
    rule: LIFT_DEVIATION,
  });
  return { kind: 'STORES', standardDeviation, ...readTest(reader) };
}
