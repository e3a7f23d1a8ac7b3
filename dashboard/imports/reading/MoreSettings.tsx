import { Checkbox, Collapse, Select, Stack, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { IconChevronDown } from '../../ui/icons/outlined.js';
import type { ImportSettings } from '../import-settings.js';
import { DELIMITERS, delimiterName } from './delimiters.js';

export interface MoreSettingsProps {
  readonly settings: ImportSettings;
  /** What separates the cells as the file is read; null if it is no CSV, or cannot be read. */
  readonly delimiter: string | null;
  readonly onChange: (changed: Partial<ImportSettings>) => void;
}

/** What few files need: open from the start if any of it is set. */
export function MoreSettings(props: MoreSettingsProps) {
  const { again, delimiter } = props.settings;
  const [opened, { toggle }] = useDisclosure(again || delimiter !== null);
  const id = useId();
  return (
    <div>
      <UnstyledButton className="disclosure" aria-expanded={opened} aria-controls={id} onClick={toggle}>
        <IconChevronDown size={16} aria-hidden="true" />
        More settings
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        <Stack gap="md" mt="sm" className="narrow">
          <DelimiterField {...props} />
          <AgainField {...props} />
        </Stack>
      </Collapse>
    </div>
  );
}

const DelimiterField = ({ settings, delimiter, onChange }: MoreSettingsProps) => (
  <Select
    label="Cells are separated by"
    description={delimiter && `Read with: ${delimiterName(delimiter)}`}
    allowDeselect={false}
    data={[...DELIMITERS]}
    value={settings.delimiter ?? ''}
    onChange={(chosen) => onChange({ delimiter: chosen || null })}
  />
);

const AgainField = ({ settings, onChange }: MoreSettingsProps) => (
  <Checkbox
    label="Import again"
    description="Read the file even if the same file was imported before. Nothing is counted twice."
    checked={settings.again}
    onChange={(event) => onChange({ again: event.currentTarget.checked })}
  />
);
