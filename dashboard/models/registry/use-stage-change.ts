import {
  ArchiveModelDocument,
  ModelVersionsDocument,
  PromoteModelDocument,
  RollBackModelDocument,
} from '../../generated/graphql.js';
import { useCommand } from '../../ui/command/use-command.js';
import type { StageChange } from './stage-change.js';

/** Carries a change of stage out; a refusal is shown in the server's words. */
export function useStageChange(onDone: () => void) {
  const options = {
    refetchQueries: [ModelVersionsDocument, 'ModelVersionDetail'],
    awaitRefetchQueries: true,
    onDone,
    failureTitle: 'Not changed',
  };
  const promote = useCommand(PromoteModelDocument, options);
  const rollBack = useCommand(RollBackModelDocument, options);
  const archive = useCommand(ArchiveModelDocument, options);

  const carryOut = (change: StageChange): Promise<unknown> => {
    if (change.kind === 'roll-back') return rollBack.run({ kind: change.model });
    return (change.kind === 'promote' ? promote : archive).run({ id: change.version.id });
  };
  return { carryOut, loading: promote.loading || rollBack.loading || archive.loading };
}
