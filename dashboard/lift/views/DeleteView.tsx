import { Stack, Text } from '@mantine/core';
import { DeleteLiftViewDocument, LiftViewsDocument } from '../../generated/graphql.js';
import { CommandError } from '../../ui/command/CommandError.js';
import { ConfirmActions } from '../../ui/command/ConfirmActions.js';
import { useCommand } from '../../ui/command/use-command.js';
import type { ChangeViewProps } from './RenameView.js';

export function DeleteView({ view: { id, name }, onDone }: ChangeViewProps) {
  const { run, loading, error } = useCommand(DeleteLiftViewDocument, {
    refetchQueries: [LiftViewsDocument],
    onDone,
  });
  return (
    <Stack gap="sm">
      <Text size="sm">
        “{name}” is removed for everyone. Links to it still work: they hold the whole question.
      </Text>
      <CommandError error={error} />
      <ConfirmActions
        action="Delete"
        isDestructive
        loading={loading}
        onConfirm={() => run({ id })}
        onCancel={onDone}
      />
    </Stack>
  );
}
