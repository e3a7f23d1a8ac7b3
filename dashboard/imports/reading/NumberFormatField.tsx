import { Anchor, Radio, Stack, Text } from '@mantine/core';
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
export function NumberFormatField({ numbers, ...props }: NumberFormatFieldProps) {
  const { value, onChange } = props;
  if (value || numbers.isAmbiguous) return <FormatChoice numbers={numbers} {...props} />;
  return numbers.format && <FoundFormat format={numbers.format} numbers={numbers} onChange={onChange} />;
}

const FormatChoice = ({ value, numbers, problems, onChange }: NumberFormatFieldProps) => (
  <Radio.Group
    label="Numbers are written as"
    description="Chosen for the whole file. A row whose numbers are written otherwise is rejected."
    withAsterisk={numbers.isAmbiguous}
    value={value}
    onChange={(format) => onChange(format as NumberFormat)}
    error={value === null && openWords(numbers, problems)}
    maw="75ch"
  >
    <Stack gap="xs" mt="xs" mb={6}>
      {(Object.keys(NUMBER_FORMAT_NAMES) as NumberFormat[]).map((format) => (
        <Radio
          key={format}
          value={format}
          label={NUMBER_FORMAT_NAMES[format]}
          description={readingWords(numbers.examples, format) || undefined}
          data-problem={numbers.isAmbiguous || undefined}
        />
      ))}
    </Stack>
  </Radio.Group>
);

/** A number with one reading only shows a format: then the file shows two, and the server says where. */
const openWords = ({ examples }: NumberFormatFieldProps['numbers'], problems: readonly string[]): string =>
  examples.some(({ readings }) => readings.length === 1)
    ? problems.join('. ')
    : 'The file does not show which of the two it is. Choose one.';

interface FoundFormatProps extends Pick<NumberFormatFieldProps, 'numbers' | 'onChange'> {
  readonly format: NumberFormat;
}

const FoundFormat = ({ format, numbers, onChange }: FoundFormatProps) => (
  <div>
    <Text size="sm" fw={500}>
      Numbers are read as {NUMBER_FORMAT_NAMES[format]}
    </Text>
    <Text size="sm" c="dimmed">
      As the file shows: {readingWords(numbers.examples, format)}.{' '}
      <Anchor component="button" type="button" onClick={() => onChange(format)}>
        Choose another format
      </Anchor>
    </Text>
  </div>
);
