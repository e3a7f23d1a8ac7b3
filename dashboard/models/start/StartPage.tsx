import { Stack } from '@mantine/core';
import type { FormEventHandler, ReactNode } from 'react';
import { may } from '../../session/may.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { Submit, type SubmitProps } from '../../ui/command/Submit.js';
import { Crumbs } from '../../ui/page/Crumbs.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Page } from '../../ui/page/Page.js';

export interface StartPageProps {
  readonly title: string;
  readonly lead: string;
  readonly action: string;
  readonly command: SubmitProps['command'];
  readonly onSubmit: FormEventHandler<HTMLFormElement>;
  /** The fields. */
  readonly children: ReactNode;
}

/** A page with the form that starts a run. */
export function StartPage({ title, lead, action, command, onSubmit, children }: StartPageProps) {
  const workspacePath = useWorkspacePath();
  const { role } = useSession().viewer;
  return (
    <Page title={title} lead={lead}>
      <Crumbs above={[{ to: workspacePath('models/runs'), label: 'Runs' }]}>
        <span>{title}</span>
      </Crumbs>
      {may(role, 'runModels') ? (
        <form onSubmit={onSubmit} noValidate className="panel start-form">
          <Stack gap="md">
            {children}
            <Submit label={action} command={command} fits="right" />
          </Stack>
        </form>
      ) : (
        <EmptyNotice title="This page is not for your role">
          ML engineers and administrators start runs. An administrator can change your role.
        </EmptyNotice>
      )}
    </Page>
  );
}
