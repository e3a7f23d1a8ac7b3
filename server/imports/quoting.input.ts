import { Field, registerEnumType } from 'type-graphql';
import { CsvQuoting } from './tables/csv/csv-quoting.js';

registerEnumType(CsvQuoting, {
  name: 'CsvQuoting',
  description: 'How a CSV uses quotation marks.',
  valuesConfig: {
    QUOTED: { description: 'A quoted cell may hold any lines, also ones that read like rows.' },
    NONE: { description: 'A quotation mark is a character like any other, as in exports of most databases.' },
  },
});

/** On an input's field: the quoting of a CSV. */
export const QuotingField = () =>
  Field(() => CsvQuoting, {
    nullable: true,
    description:
      'Of a CSV. Without it, cells may be quoted, and a file in which a quoted cell seems to have swallowed rows is refused.',
  });
