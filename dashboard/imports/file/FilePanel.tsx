import { Anchor, Group, Text } from '@mantine/core';
import { Panel } from '../../ui/page/Panel.js';
import type { ImportDraft } from '../use-import-draft.js';
import { FileDrop } from './FileDrop.js';

/** The file that is chosen, or the choice of one. */
export const FilePanel = ({ draft }: { readonly draft: ImportDraft }) => (
  <Panel title="2. The file">
    {draft.settings ? (
      <Group justify="space-between">
        <Text fw={550}>{draft.fileName}</Text>
        <Anchor component="button" type="button" size="sm" onClick={draft.startOver}>
          Choose another file
        </Anchor>
      </Group>
    ) : (
      <FileDrop onUploaded={draft.chooseUpload} />
    )}
  </Panel>
);
