import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { IconTrash } from '../../ui/icons/outlined.js';
import { Panel } from '../../ui/page/Panel.js';

export interface DeletePanelProps {
  readonly what: 'store' | 'workspace';
  readonly lead: string;
  /** Why it cannot be deleted at all. */
  readonly refusal?: string | undefined;
  /** The dialog, while it is open. */
  readonly children: (close: () => void) => ReactNode;
}

/** The last part of a page: a way to delete what the page is about. */
export function DeletePanel({ what, lead, refusal, children }: DeletePanelProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Panel title={`Delete this ${what}`} lead={refusal ?? lead}>
      {!refusal && (
        <Button variant="default" onClick={open} leftSection={<IconTrash size={16} aria-hidden="true" />}>
          Delete this {what}…
        </Button>
      )}
      {opened && children(close)}
    </Panel>
  );
}
