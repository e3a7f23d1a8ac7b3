import { Select, Stack } from '@mantine/core';
import type { CsvQuoting } from '../../generated/graphql.js';
import type { ImportSettings } from '../import-settings.js';
import { DELIMITERS, delimiterName, QUOTINGS } from './csv-choices.js';

export interface CsvFieldsProps {
  readonly settings: ImportSettings;
  /** What separates the cells as the file is read; null if it is no CSV, or cannot be read. */
  readonly delimiter: string | null;
  readonly onChange: (changed: Partial<ImportSettings>) => void;
}

/** Whether a person has said how the CSV is written. */
export const saysCsv = ({ delimiter, quoting }: ImportSettings): boolean =>
  delimiter !== null || quoting !== null;

/** How a CSV separates and quotes its cells, for a file that does not show it. */
export const CsvFields = ({ settings, delimiter, onChange }: CsvFieldsProps) => (
  <Stack gap="md" className="narrow">
    <Select
      label="Cells are separated by"
      description={delimiter && `Read with: ${delimiterName(delimiter)}`}
      allowDeselect={false}
      data={[...DELIMITERS]}
      value={settings.delimiter ?? ''}
      onChange={(chosen) => onChange({ delimiter: chosen || null })}
    />
    <Select
      label="Quoting"
      description="How the file uses quotation marks"
      allowDeselect={false}
      data={[...QUOTINGS]}
      value={settings.quoting ?? ''}
      onChange={(chosen) => onChange({ quoting: (chosen || null) as CsvQuoting | null })}
    />
  </Stack>
);
