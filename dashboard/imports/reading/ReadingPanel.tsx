import { Stack } from '@mantine/core';
import { Panel } from '../../ui/page/Panel.js';
import type { ImportSettings } from '../import-settings.js';
import type { Preview } from '../mapping/mapped-field.js';
import type { SortedProblems } from '../problems.js';
import { DateFormatField } from './DateFormatField.js';
import { MoreSettings } from './MoreSettings.js';
import { NumberFormatField } from './NumberFormatField.js';

export interface ReadingPanelProps {
  readonly settings: ImportSettings;
  readonly preview: Preview;
  readonly problems: SortedProblems;
  readonly onChange: (changed: Partial<ImportSettings>) => void;
}

/** How the file writes what stands in its cells. */
export const ReadingPanel = ({ settings, preview, problems, onChange }: ReadingPanelProps) => (
  <Panel title="4. How the file is written">
    <Stack gap="lg">
      <NumberFormatField
        value={settings.numberFormat}
        numbers={preview.numberFormat}
        problems={problems.ofNumbers}
        onChange={(numberFormat) => onChange({ numberFormat })}
      />
      <DateFormatField value={settings.dateFormat} onChange={(dateFormat) => onChange({ dateFormat })} />
      <MoreSettings settings={settings} delimiter={preview.delimiter} onChange={onChange} />
    </Stack>
  </Panel>
);
