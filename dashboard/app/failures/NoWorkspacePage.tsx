import type { ApolloClient } from '@apollo/client';
import type { Role } from '../../generated/graphql.js';
import { AccountOnlyPage } from './AccountOnlyPage.js';

export interface NoWorkspacePageProps {
  readonly role: Role;
  readonly client?: ApolloClient | undefined;
}

/** For a person who sees no workspace: a merchant sees those of their stores. */
export const NoWorkspacePage = ({ role, client }: NoWorkspacePageProps) =>
  role === 'MERCHANT' ? (
    <AccountOnlyPage
      title="No store yet"
      reason="You are not a member of any store. Ask an administrator to add you to one."
      client={client}
    />
  ) : (
    <AccountOnlyPage
      title="No workspace"
      reason="There is no workspace you may see. Ask an administrator to add you to one."
      client={client}
    />
  );
