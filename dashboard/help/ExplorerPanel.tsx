import { Anchor, Text } from '@mantine/core';
import { useSession } from '../session/session.js';
import { Panel } from '../ui/page/Panel.js';

/** Where developers read the schema and try operations. */
export function ExplorerPanel() {
  const { workspace } = useSession();
  return (
    <Panel title="GraphQL API" lead="Everything these pages show and change is also an operation of the API.">
      <Text size="sm">
        The <Anchor href={`/graphql?workspace=${workspace.slug}`}>API explorer</Anchor> documents every type
        and field and runs operations in this workspace with your own rights. Mutations change data.
      </Text>
    </Panel>
  );
}
