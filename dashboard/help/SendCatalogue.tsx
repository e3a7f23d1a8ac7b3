import { Anchor, Code, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useWorkspacePath } from '../session/session.js';
import { CopyExample } from '../ui/copy/CopyExample.js';
import { Panel } from '../ui/page/Panel.js';
import { catalogExample } from './curl-example.js';

/** How a program keeps stores, items and images up to date. */
export function SendCatalogue() {
  const workspacePath = useWorkspacePath();
  const example = catalogExample(window.location.origin);
  return (
    <Panel
      title="Where to send the catalogue"
      lead="A program adds and changes stores, items and images through GraphQL. Files are imported instead."
      actions={<CopyExample value={example} />}
    >
      <Text size="sm" mb="sm">
        Make a key with the scope “Change stores and items” under{' '}
        <Anchor component={Link} to={workspacePath('settings/keys')}>
          Settings, API keys
        </Anchor>
        . <Code>POST /api/images</Code> takes an image and answers the <Code>hash</Code> for{' '}
        <Code>imageHash</Code> of an item; <Code>changeStore</Code> and <Code>changeItem</Code> change what is
        there. Only an administrator deletes a store, on its page.
      </Text>
      <Code block tabIndex={0}>
        {example}
      </Code>
    </Panel>
  );
}
