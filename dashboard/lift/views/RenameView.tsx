import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { LiftViewsDocument, RenameLiftViewDocument, type ViewFragment } from '../../generated/graphql.js';
import { useCommand } from '../../ui/command/use-command.js';
import { NameField, OtherError } from './NameField.js';

export interface ChangeViewProps {
  readonly view: ViewFragment;
  /** Also where a person thinks better of it. */
  readonly onDone: () => void;
}

export function RenameView({ view, onDone }: ChangeViewProps) {
  const [name, setName] = useState(view.name);
  const { run, loading, error } = useCommand(RenameLiftViewDocument, {
    refetchQueries: [LiftViewsDocument], // they are in the order of their names
    onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run({ id: view.id, name });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <NameField label="Name" value={name} onChange={setName} error={error} />
        <OtherError error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={loading} disabled={name.trim() === ''}>
            Rename
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
