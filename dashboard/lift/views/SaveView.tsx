import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { LiftViewsDocument, SaveLiftViewDocument } from '../../generated/graphql.js';
import { useCommand } from '../../ui/command/use-command.js';
import { NameField, OtherError } from './NameField.js';
import { viewWords } from './view-words.js';

/** Keeps what the address asks for under a name. */
export function SaveView() {
  const [params] = useSearchParams();
  const [name, setName] = useState('');
  const { run, loading, error } = useCommand(SaveLiftViewDocument, {
    refetchQueries: [LiftViewsDocument],
    awaitRefetchQueries: true,
    onDone: () => setName(''),
  });
  const parameters = params.toString();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run({ name, parameters });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <NameField
          label="Name of the current view"
          description={viewWords(parameters)}
          value={name}
          onChange={setName}
          error={error}
        />
        <OtherError error={error} />
        <Group justify="flex-end">
          <Button type="submit" loading={loading} disabled={name.trim() === ''}>
            Save view
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
