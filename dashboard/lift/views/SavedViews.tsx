import { Button, FocusTrap, Modal } from '@mantine/core';
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

/** Questions that are kept under a name, for all who read the lift; merchants see only their own. */
export function SavedViews({ canSave }: { readonly canSave: boolean }) {
  const [step, setStep] = useState<Step | null>(null);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconBookmark size={16} aria-hidden="true" />}
        onClick={() => setStep(LIST)}
      >
        Saved views
      </Button>
      <Modal
        opened={step !== null}
        onClose={() => setStep(null)}
        title={TITLES[step?.kind ?? 'list']}
        size="lg"
      >
        {step && (
          <FocusTrap key={step.kind}>
            <div>
              <StepContent step={step} canSave={canSave} onStep={setStep} />
            </div>
          </FocusTrap>
        )}
      </Modal>
    </>
  );
}

interface StepContentProps {
  readonly step: Step;
  readonly canSave: boolean;
  readonly onStep: (step: Step | null) => void;
}

function StepContent({ step, canSave, onStep }: StepContentProps) {
  const back = () => onStep(LIST);
  if (step.kind === 'rename') return <RenameView view={step.view} onDone={back} />;
  if (step.kind === 'delete') return <DeleteView view={step.view} onDone={back} />;
  return (
    <ViewList
      canSave={canSave}
      onOpen={() => onStep(null)}
      onRename={(view) => onStep({ kind: 'rename', view })}
      onDelete={(view) => onStep({ kind: 'delete', view })}
    />
  );
}
