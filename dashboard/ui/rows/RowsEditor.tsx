import { ActionIcon, Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconPlus, IconTrash } from '../icons/outlined.js';

export interface RowsEditorProps<Row extends { readonly key: string }> {
  readonly rows: readonly Row[];
  readonly addLabel: string;
  /** Accessible name of the button that takes a row away. */
  readonly removeLabel: (row: Row, index: number) => string;
  readonly onAdd: () => void;
  readonly onRemove: (index: number) => void;
  /** The inputs of one row. */
  readonly children: (row: Row, index: number) => ReactNode;
}

/** A list that is edited row by row: each can be changed or taken away, and one more added. */
export function RowsEditor<Row extends { readonly key: string }>(props: RowsEditorProps<Row>) {
  const { rows, addLabel, removeLabel, onAdd, onRemove, children } = props;
  return (
    <Stack gap={8} align="flex-start" mt={6}>
      {rows.map((row, index) => (
        <div className="editor-row" key={row.key}>
          {children(row, index)}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={removeLabel(row, index)}
            onClick={() => onRemove(index)}
          >
            <IconTrash size={16} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={onAdd}
      >
        {addLabel}
      </Button>
    </Stack>
  );
}
