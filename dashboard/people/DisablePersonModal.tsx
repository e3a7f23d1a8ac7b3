import { useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { errorSentence } from '../format/errors.js';
import { counted } from '../format/words.js';
import { ChangeUserDocument, type PersonFragment, UnrevokedKeyCountDocument } from '../generated/graphql.js';
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
  const [change, { loading, error: failure }] = useMutation(ChangeUserDocument, { onCompleted: onClose });
  const disable = () => change({ variables: { input: { id: person.id, disabled: true } } }).catch(() => null);

  return (
    <Modal opened onClose={onClose} title={`Disable ${person.name}?`}>
      <QueryView data={data} error={error} refetch={refetch}>
        {({ unrevokedKeyCount }) => (
          <Text size="sm">
            This signs {person.name} out, who can no longer sign in. {keysSentence(unrevokedKeyCount)}
          </Text>
        )}
      </QueryView>
      {failure && <Alert color="madder">{errorSentence(failure)}</Alert>}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button color="madder" loading={loading} disabled={!data} onClick={disable}>
          Disable
        </Button>
      </Group>
    </Modal>
  );
}

const keysSentence = (count: number): string =>
  count === 0
    ? 'No API key stops working.'
    : `${counted(count, 'API key')} that they created ${count === 1 ? 'stops' : 'stop'} working until you enable them again.`;
