import { useQuery } from '@apollo/client/react';
import { Modal, Text } from '@mantine/core';
import { counted } from '../format/words.js';
import { ChangeUserDocument, type PersonFragment, UnrevokedKeyCountDocument } from '../generated/graphql.js';
import { CommandError } from '../ui/command/CommandError.js';
import { ConfirmActions } from '../ui/command/ConfirmActions.js';
import { useCommand } from '../ui/command/use-command.js';
import { QueryView } from '../ui/page/QueryView.js';

export interface DisablePersonModalProps {
  readonly person: PersonFragment;
  readonly onClose: () => void;
}

/** Says what stops with a person before it does. */
export function DisablePersonModal({ person, onClose }: DisablePersonModalProps) {
  const { data, error, refetch } = useQuery(UnrevokedKeyCountDocument, {
    variables: { userId: person.id },
    fetchPolicy: 'network-only',
  });
  const disable = useCommand(ChangeUserDocument, { onDone: onClose });

  return (
    <Modal opened onClose={onClose} title={`Disable ${person.name}?`}>
      <QueryView data={data} error={error} refetch={refetch}>
        {({ unrevokedKeyCount }) => (
          <Text size="sm">
            This signs {person.name} out, who can no longer sign in. {keysSentence(unrevokedKeyCount)}
          </Text>
        )}
      </QueryView>
      <CommandError error={disable.error} />
      <ConfirmActions
        action="Disable"
        isDestructive
        loading={disable.loading}
        disabled={!data}
        onConfirm={() => disable.run({ id: person.id, disabled: true })}
        onCancel={onClose}
      />
    </Modal>
  );
}

const keysSentence = (count: number): string =>
  count === 0
    ? 'No API key stops working.'
    : `${counted(count, 'API key')} that they created ${count === 1 ? 'stops' : 'stop'} working until you enable them again.`;
