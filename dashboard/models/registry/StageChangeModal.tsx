import { Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { ConfirmActions } from '../../ui/command/ConfirmActions.js';
import { PromotionNumbers } from './PromotionNumbers.js';
import { changeWords, type StageChange } from './stage-change.js';
import { useStageChange } from './use-stage-change.js';

export interface StageChangeModalProps {
  /** What is about to change; null while nothing is. */
  readonly change: StageChange | null;
  readonly onClose: () => void;
}

/** Says what a change does before it is done. */
export function StageChangeModal({ change, onClose }: StageChangeModalProps) {
  const [shown, setShown] = useState(change);
  if (change !== null && change !== shown) setShown(change); // what it says stays while it fades out
  return (
    <Modal
      opened={change !== null}
      onClose={onClose}
      title={shown && changeWords(shown).title}
      size={shown?.kind === 'promote' ? 'lg' : 'md'}
    >
      {shown && <Confirmation change={shown} onClose={onClose} />}
    </Modal>
  );
}

function Confirmation({ change, onClose }: { readonly change: StageChange; readonly onClose: () => void }) {
  const { sentences, action } = changeWords(change);
  const { carryOut, loading } = useStageChange(onClose);
  return (
    <>
      {sentences.map((sentence) => (
        <Text key={sentence} size="sm" mb="xs">
          {sentence}
        </Text>
      ))}
      {change.kind === 'promote' && (
        <PromotionNumbers version={change.version} production={change.production} />
      )}
      <ConfirmActions
        action={action}
        isDestructive={change.kind !== 'promote'}
        loading={loading}
        onConfirm={() => carryOut(change)}
        onCancel={onClose}
      />
    </>
  );
}
