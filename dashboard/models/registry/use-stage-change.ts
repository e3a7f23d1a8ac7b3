import { useMutation } from '@apollo/client/react';
import { notifications } from '@mantine/notifications';
import { errorSentence } from '../../format/errors.js';
import {
  ArchiveModelDocument,
  ModelVersionsDocument,
  PromoteModelDocument,
  RollBackModelDocument,
} from '../../generated/graphql.js';
import type { StageChange } from './stage-change.js';

/** Carries a change of stage out; a refusal is shown in the server's words. */
export function useStageChange(onDone: () => void) {
  const options = {
    refetchQueries: [ModelVersionsDocument, 'ModelVersionDetail'],
    awaitRefetchQueries: true,
    onCompleted: onDone,
    onError: (error: unknown) =>
      notifications.show({ color: 'madder', title: 'Not changed', message: errorSentence(error) }),
  };
  const [promote, promoting] = useMutation(PromoteModelDocument, options);
  const [rollBack, rollingBack] = useMutation(RollBackModelDocument, options);
  const [archive, archiving] = useMutation(ArchiveModelDocument, options);

  const carryOut = (change: StageChange) => {
    if (change.kind === 'roll-back') return rollBack({ variables: { input: { kind: change.model } } });
    const { id } = change.version;
    return (change.kind === 'promote' ? promote : archive)({ variables: { input: { id } } });
  };
  return { carryOut, loading: promoting.loading || rollingBack.loading || archiving.loading };
}
