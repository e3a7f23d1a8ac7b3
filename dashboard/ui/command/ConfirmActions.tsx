import { Button, Group } from '@mantine/core';

export interface ConfirmActionsProps {
  readonly action: string;
  /** Whether the action takes something away. */
  readonly isDestructive: boolean;
  readonly loading: boolean;
  readonly disabled?: boolean;
  readonly onConfirm: () => unknown;
  readonly onCancel: () => void;
}

/** The foot of a dialog that asks before something is done. */
export const ConfirmActions = (props: ConfirmActionsProps) => (
  <Group justify="flex-end" mt="md">
    <Button variant="default" onClick={props.onCancel}>
      Cancel
    </Button>
    <Button
      color={props.isDestructive ? 'madder' : undefined}
      loading={props.loading}
      disabled={props.disabled}
      onClick={props.onConfirm}
    >
      {props.action}
    </Button>
  </Group>
);
