import { Checkbox, Collapse, Stack, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { IconChevronDown } from '../../ui/icons/outlined.js';
import { CsvFields, type CsvFieldsProps, saysCsv } from './CsvFields.js';

/** What few files need: open from the start if any of it is set. */
export function MoreSettings(props: CsvFieldsProps) {
  const { settings, onChange } = props;
  const [opened, { toggle }] = useDisclosure(settings.again || saysCsv(settings));
  const id = useId();
  return (
    <div>
      <UnstyledButton className="disclosure" aria-expanded={opened} aria-controls={id} onClick={toggle}>
        <IconChevronDown size={16} aria-hidden="true" />
        More settings
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        <Stack gap="md" mt="sm">
          <CsvFields {...props} />
          <Checkbox
            label="Import again"
            description="Read the file even if it was imported before. Events are counted once if they have ids, or if the settings are the same."
            checked={settings.again}
            onChange={(event) => onChange({ again: event.currentTarget.checked })}
          />
        </Stack>
      </Collapse>
    </div>
  );
}
