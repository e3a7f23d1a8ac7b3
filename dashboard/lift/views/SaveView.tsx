import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { LiftViewsDocument, SaveLiftViewDocument } from '../../generated/graphql.js';
import { CommandError } from '../../ui/command/CommandError.js';
import { useCommand } from '../../ui/command/use-command.js';
import { MAX_NAME_LENGTH } from './name-limit.js';
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
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Name of the current view"
            description={viewWords(parameters)}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={MAX_NAME_LENGTH}
            flex="1 1 220px"
            data-autofocus
          />
          <Button type="submit" loading={loading} disabled={name.trim() === ''}>
            Save view
          </Button>
        </Group>
        <CommandError error={error} />
      </Stack>
    </form>
  );
}
