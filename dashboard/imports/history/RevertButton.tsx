import { useQuery } from '@apollo/client/react';
import { Alert, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ImportRunDocument } from '../../generated/graphql.js';
import { importState } from './import-state.js';
import { RevertModal } from './RevertModal.js';

export interface RevertProps {
  readonly runId: string;
  readonly fileName: string;
}

/** Opens the dialog that reverts an import; nothing once it is reverted. */
export function RevertButton({ runId, fileName }: RevertProps) {
  const [reverting, { open, close }] = useDisclosure(false);
  const run = useRun(runId);
  return (
    <>
      {run?.revertedAt === null && (
        <Button variant="default" c="var(--toile-worse)" onClick={open}>
          Revert this import
        </Button>
      )}
      {reverting && <RevertModal runId={runId} fileName={fileName} onClose={close} />}
    </>
  );
}

/** Says of an import that was reverted when, by whom, and what was taken back. */
export function RevertedNotice({ runId }: Pick<RevertProps, 'runId'>) {
  const run = useRun(runId);
  if (!run?.revertedAt) return null;
  return (
    <Alert color="ochre" title="This import was reverted">
      {importState(run).detail}. {run.takenBack.length > 0 && `${run.takenBack.join(', ')}.`}
    </Alert>
  );
}

const useRun = (id: string) =>
  useQuery(ImportRunDocument, { variables: { id }, fetchPolicy: 'cache-and-network' }).data?.importRun;
