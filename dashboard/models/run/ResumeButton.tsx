import { Button } from '@mantine/core';
import { ResumeRunDocument } from '../../generated/graphql.js';
import { useCommand } from '../../ui/command/use-command.js';

export interface ResumeButtonProps {
  /** Of the run. */
  readonly id: string;
  /** Whether it took a step before it failed. */
  readonly began: boolean;
}

/** Lets a failed training go on, which its page then follows; a refusal is shown in the server's words. */
export function ResumeButton({ id, began }: ResumeButtonProps) {
  const { run, loading } = useCommand(ResumeRunDocument, { failureTitle: 'Not resumed' });
  return (
    <Button size="xs" loading={loading} onClick={() => run({ id })}>
      {began ? 'Resume at the last checkpoint' : 'Try again'}
    </Button>
  );
}
