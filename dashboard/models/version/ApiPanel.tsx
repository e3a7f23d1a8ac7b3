import { Code } from '@mantine/core';
import type { VersionNameFragment } from '../../generated/graphql.js';
import { useSession } from '../../session/session.js';
import { CopyExample } from '../../ui/copy/CopyExample.js';
import { Panel } from '../../ui/page/Panel.js';
import { apiExample } from './api-example.js';

/** How a program uses this version. */
export function ApiPanel({ version }: { readonly version: VersionNameFragment }) {
  const { workspace } = useSession();
  const example = apiExample({
    origin: window.location.origin,
    workspace: workspace.slug,
    kind: version.kind,
    versionId: version.id,
  });
  return (
    <Panel
      title="Use it from a program"
      lead="Through GraphQL, signed in by password as an ML engineer or as a merchant of the store; API keys do not draw or score. A_STORE is the end of the address of the store’s page. Without versionId the version in production answers."
      actions={<CopyExample value={example} />}
    >
      <Code block tabIndex={0} aria-label="Example request">
        {example}
      </Code>
    </Panel>
  );
}
