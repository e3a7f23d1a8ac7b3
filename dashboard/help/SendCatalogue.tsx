import { Code, Text } from '@mantine/core';
import { CopyExample } from '../ui/copy/CopyExample.js';
import { Panel } from '../ui/page/Panel.js';
import { catalogExample } from './curl-example.js';
import { OfferedLink } from './OfferedLink.js';

/** How a program keeps stores, items and images up to date. */
export function SendCatalogue() {
  const example = catalogExample(window.location.origin);
  return (
    <Panel
      title="Where to send the catalogue"
      lead="A program adds and changes stores, items and images through GraphQL. Files are imported instead."
      actions={<CopyExample value={example} />}
    >
      <Text size="sm" mb="sm">
        An administrator adds a key with the scope “Change stores and items” under{' '}
        <OfferedLink to="settings/keys" act="administer">
          Settings, API keys
        </OfferedLink>
        . <Code>POST /api/images</Code> takes an image and returns the <Code>hash</Code> for the{' '}
        <Code>imageHash</Code> of an item; <Code>changeStore</Code> and <Code>changeItem</Code> change what is
        there. Only an administrator deletes a store, on its page.
      </Text>
      <Code block tabIndex={0}>
        {example}
      </Code>
    </Panel>
  );
}
