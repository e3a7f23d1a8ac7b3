import { Anchor, Text } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { forgetClients } from '../../session/apollo-client.js';
import { FullPage } from '../../ui/page/FullPage.js';

/** Replaces every page of a workspace that does not exist, e.g. one that an administrator has just deleted. */
export function GoneWorkspacePage({ slug }: { readonly slug: string }) {
  useEffect(() => forgetClients({ except: slug }), [slug]); // the start page would lead back here by an old list
  return (
    <FullPage title="This workspace does not exist">
      <Text c="dimmed">“{slug}” was deleted, or you may not see it, or the address is mistyped.</Text>
      <Anchor component={Link} to="/">
        Go to the start page
      </Anchor>
    </FullPage>
  );
}
