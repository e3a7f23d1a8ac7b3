import { useQuery } from '@apollo/client/react';
import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { ModelVersionsDocument } from '../../generated/graphql.js';
import { may } from '../../session/may.js';
import { useSession } from '../../session/session.js';
import { IconFolderDown, IconPlugConnected } from '../../ui/icons/outlined.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { ImportModelModal } from '../bring-in/ImportModelModal.js';
import { RemoteModelModal } from '../bring-in/RemoteModelModal.js';
import { Limitations } from '../Limitations.js';
import { MODEL_KINDS } from '../model-words.js';
import { KindPanel } from './KindPanel.js';
import { StageChangeModal } from './StageChangeModal.js';
import type { StageChange } from './stage-change.js';

/** The registry: every version there is, by what it does. */
export function RegistryPanels() {
  const { role } = useSession().viewer;
  const mayChange = may(role, 'runModels');
  const { data, error, refetch } = useQuery(ModelVersionsDocument, {
    variables: { addresses: mayChange },
    fetchPolicy: 'cache-and-network',
  });
  const [change, setChange] = useState<StageChange | null>(null);
  return (
    <Stack gap="lg">
      {mayChange && <BringIn />}
      <QueryView data={data} error={error} refetch={refetch}>
        {({ modelVersions }) => (
          <>
            <Limitations versions={modelVersions.filter(({ stage }) => stage === 'PRODUCTION')} />
            {MODEL_KINDS.map((kind) => (
              <KindPanel
                key={kind}
                kind={kind}
                versions={modelVersions}
                onChange={mayChange ? setChange : undefined}
              />
            ))}
          </>
        )}
      </QueryView>
      <StageChangeModal change={change} onClose={() => setChange(null)} />
    </Stack>
  );
}

function BringIn() {
  const [importing, importDialog] = useDisclosure(false);
  const [registering, remoteDialog] = useDisclosure(false);
  return (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<IconFolderDown size={16} aria-hidden="true" />}
        onClick={importDialog.open}
      >
        Import from a folder
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlugConnected size={16} aria-hidden="true" />}
        onClick={remoteDialog.open}
      >
        Register a remote model
      </Button>
      <ImportModelModal opened={importing} onClose={importDialog.close} />
      <RemoteModelModal opened={registering} onClose={remoteDialog.close} />
    </Group>
  );
}
