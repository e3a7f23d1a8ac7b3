import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ViewFragment } from '../../generated/graphql.js';
import { IconBookmark } from '../../ui/icons/outlined.js';
import { DeleteView } from './DeleteView.js';
import { RenameView } from './RenameView.js';
import { ViewList } from './ViewList.js';

/** What the dialog shows. */
type Step =
  | { readonly kind: 'list' }
  | { readonly kind: 'rename'; readonly view: ViewFragment }
  | { readonly kind: 'delete'; readonly view: ViewFragment };

const TITLES: Record<Step['kind'], string> = {
  list: 'Saved views',
  rename: 'Rename a view',
  delete: 'Delete a view',
};

const LIST: Step = { kind: 'list' };

/** Questions that are kept under a name, for everybody who reads the lift. */
export function SavedViews({ canSave }: { readonly canSave: boolean }) {
  const [step, setStep] = useState<Step | null>(null);
  const close = () => setStep(null);
  const back = () => setStep(LIST);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBookmark size={16} aria-hidden="true" />}
        onClick={() => setStep(LIST)}
      >
        Saved views
      </Button>
      <Modal opened={step !== null} onClose={close} title={TITLES[step?.kind ?? 'list']} size="lg">
        {step?.kind === 'list' && (
          <ViewList
            canSave={canSave}
            onOpen={close}
            onRename={(view) => setStep({ kind: 'rename', view })}
            onDelete={(view) => setStep({ kind: 'delete', view })}
          />
        )}
        {step?.kind === 'rename' && <RenameView view={step.view} onDone={back} />}
        {step?.kind === 'delete' && <DeleteView view={step.view} onDone={back} />}
      </Modal>
    </>
  );
}
