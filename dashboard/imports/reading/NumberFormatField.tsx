import { Radio, Stack } from '@mantine/core';
import type { NumberFormat } from '../../generated/graphql.js';
import type { Preview } from '../mapping/mapped-field.js';
import { NUMBER_FORMAT_NAMES, readingWords } from './number-words.js';

export interface NumberFormatFieldProps {
  /** What the person has chosen; null: as the file shows. */
  readonly value: NumberFormat | null;
  readonly numbers: Preview['numberFormat'];
  /** Why a person has to choose; empty if the file says it. */
  readonly problems: readonly string[];
  readonly onChange: (format: NumberFormat | null) => void;
}

/** How the file writes numbers: found from the file, asked for where the file leaves it open. */
export function NumberFormatField({ value, numbers, problems, onChange }: NumberFormatFieldProps) {
  const isOpen = value === null && numbers.isAmbiguous;
  const format = value ?? numbers.format;
  if (!isOpen && format === null) return null;
  return (
    <Radio.Group
      label="Numbers are written as"
      description={`${value === null && !isOpen ? 'Found in the file. ' : ''}A row whose numbers are written otherwise is rejected.`}
      withAsterisk={isOpen}
      value={format}
      onChange={(chosen) => onChange(chosen as NumberFormat)}
      error={isOpen && openWords(numbers, problems)}
      maw="75ch"
    >
      <Stack gap="xs" mt="xs" mb={6}>
        {FORMATS.map((choice) => (
          <Radio
            key={choice}
            value={choice}
            label={NUMBER_FORMAT_NAMES[choice]}
            description={readingWords(numbers.examples, choice) || undefined}
            data-problem={isOpen || undefined}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

const FORMATS = Object.keys(NUMBER_FORMAT_NAMES) as NumberFormat[];

/** A number with one reading only shows a format: then the file shows two, and the server says where. */
const openWords = ({ examples }: NumberFormatFieldProps['numbers'], problems: readonly string[]): string =>
  examples.some(({ readings }) => readings.length === 1)
    ? problems.join('. ')
    : 'The file does not show which of the two it is. Choose one.';
