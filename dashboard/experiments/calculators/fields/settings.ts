import type { Alternative } from '../../../generated/graphql.js';
import type { FieldReader } from './field-reader.js';
import { CONFIDENCE } from './ranges.js';

export const ALTERNATIVE_NAMES: Record<Alternative, string> = {
  TWO_SIDED: 'Higher or lower',
  GREATER: 'Higher only',
  LESS: 'Lower only',
};

const USUAL_CONFIDENCE = 0.95;

/** How sure an interval is, and which effects a test looks for. */
export const readTest = (reader: FieldReader) => ({
  confidence: reader.numberOr(
    { name: 'confidence', label: 'Confidence', rule: CONFIDENCE },
    USUAL_CONFIDENCE,
  ),
  alternative: reader.choice('alternative', ALTERNATIVE_NAMES, 'TWO_SIDED'),
});
