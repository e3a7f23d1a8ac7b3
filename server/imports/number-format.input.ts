import { Field, registerEnumType } from 'type-graphql';
import { NumberFormat } from './mapping/number-format.js';

registerEnumType(NumberFormat, {
  name: 'NumberFormat',
  description: 'How a file writes numbers. Spaces and apostrophes may separate thousands in both.',
  valuesConfig: {
    DECIMAL_POINT: { description: '1,234.50' },
    DECIMAL_COMMA: { description: '1.234,50' },
  },
});

/** On an input's field: how its file writes numbers. */
export const NumberFormatField = () =>
  Field(() => NumberFormat, {
    nullable: true,
    description:
      'How the file writes numbers. Found from the file if absent; refused where its numbers can be read in two ways, e.g. 1.000. What the file holds as numbers, not as texts, needs none.',
  });
