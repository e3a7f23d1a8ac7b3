import { Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ImportedFileFragment } from '../../generated/graphql.js';
import { RowMenu } from '../../ui/RowMenu.js';
import { RevertModal } from './RevertModal.js';

/** What can be done about an import. */
export function ImportMenu({ run }: { readonly run: ImportedFileFragment }) {
  const [reverting, { open, close }] = useDisclosure(false);
  const canRevert = run.revertedAt === null;
  if (!canRevert && run.rejectedCount === 0) return null;
  return (
    <>
      <RowMenu of={run.fileName}>
        {run.rejectedCount > 0 && (
          <Menu.Item component="a" href={`/api/imports/${run.id}/rejects`} download>
            Download rejected rows
          </Menu.Item>
        )}
        {canRevert && (
          <Menu.Item c="var(--toile-worse)" onClick={open}>
            Revert
          </Menu.Item>
        )}
      </RowMenu>
      {reverting && <RevertModal runId={run.id} fileName={run.fileName} onClose={close} />}
    </>
  );
}
