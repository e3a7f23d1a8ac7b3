import type { ArmUnitsInput, SampleRatioQueryVariables } from '../../../generated/graphql.js';
import { armCount, armNames } from '../fields/arm-texts.js';
import { FieldReader, type FormReading } from '../fields/field-reader.js';
import { UNITS, WEIGHT } from '../fields/ranges.js';

export const COLUMNS = ['name', 'units', 'weight'] as const;

/** What the form asks the server. */
export function readSampleRatio(params: URLSearchParams): FormReading<SampleRatioQueryVariables> {
  const reader = new FieldReader(params);
  const hasWeights = params.getAll('weight').some(Boolean);
  const arms = armNames(reader, armCount(params, COLUMNS)).map((name, index): ArmUnitsInput => {
    const units = reader.number({ name: 'units', label: `Units of ${name}`, rule: UNITS, index });
    if (!hasWeights) return { name, units };
    const label = `Planned share of ${name}`;
    return { name, units, weight: reader.number({ name: 'weight', label, rule: WEIGHT, index }) };
  });
  return reader.reading({ arms });
}
