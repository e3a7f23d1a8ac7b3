import { Button, Group } from '@mantine/core';
import { CommandError } from './CommandError.js';

export interface SubmitProps {
  readonly label: string;
  readonly command: { readonly loading: boolean; readonly error: unknown };
  readonly disabled?: boolean;
  /** As wide as its label, rather than as the form. */
  readonly fits?: 'left' | 'right';
}

/** The foot of a form: why its command failed, and the button that sends it. */
export function Submit({ label, command: { loading, error }, disabled, fits }: SubmitProps) {
  const button = (
    <Button type="submit" loading={loading} disabled={disabled}>
      {label}
    </Button>
  );
  return (
    <>
      <CommandError error={error} />
      {fits ? <Group justify={fits === 'left' ? 'flex-start' : 'flex-end'}>{button}</Group> : button}
    </>
  );
}
