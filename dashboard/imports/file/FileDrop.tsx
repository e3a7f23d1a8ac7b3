import { Alert, Button, FileButton, Progress, Text } from '@mantine/core';
import { type DragEvent, type ReactNode, useState } from 'react';
import { formatBytes } from '../../format/numbers.js';
import { IconFileSpreadsheet } from '../../ui/icons/outlined.js';
import type { Upload } from '../use-import-draft.js';
import { type Sending, useSending } from './use-sending.js';

const FORMATS = '.csv,.tsv,.txt,.ndjson,.jsonl,.parquet';
const FULL = 100;

/** Takes a file by choice or by drop and sends it. */
export function FileDrop({ onUploaded }: { readonly onUploaded: (upload: Upload) => void }) {
  const { send, sending, failed } = useSending(onUploaded);
  return (
    <DropZone onFile={send}>
      <IconFileSpreadsheet size={32} stroke={1.3} aria-hidden="true" />
      {failed && (
        <Alert color="madder" title={failed.failure.words.title} ta="left" maw="68ch">
          {failed.failure.words.hint}
        </Alert>
      )}
      {failed && !failed.failure.isOfFile && (
        <Button onClick={() => send(failed.file)}>Send {failed.file.name} again</Button>
      )}
      {sending ? <SendingProgress {...sending} /> : <FileChoice isFirst={!failed} onFile={send} />}
    </DropZone>
  );
}

interface DropZoneProps {
  readonly onFile: (file: File | undefined) => unknown;
  readonly children: ReactNode;
}

function DropZone({ onFile, children }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const setOverWith = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault(); // or the browser opens the file
    setOver(isOver);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside
    <div
      className="file-drop"
      data-over={over || undefined}
      onDragOver={setOverWith(true)}
      onDragLeave={setOverWith(false)}
      onDrop={(event) => {
        setOverWith(false)(event);
        return onFile(event.dataTransfer.files[0]);
      }}
    >
      {children}
    </div>
  );
}

const SendingProgress = ({ file, fraction }: Sending) => (
  <div className="file-drop-progress">
    <Text size="sm">
      Sending {file.name}, {formatBytes(file.size)}
    </Text>
    <Progress value={fraction * FULL} mt={6} aria-label="Sending" />
  </div>
);

interface FileChoiceProps {
  readonly isFirst: boolean;
  readonly onFile: (file: File | null) => void;
}

const FileChoice = ({ isFirst, onFile }: FileChoiceProps) => (
  <>
    <FileButton accept={FORMATS} onChange={onFile}>
      {(props) => (
        <Button variant={isFirst ? 'filled' : 'default'} {...props}>
          {isFirst ? 'Choose a file' : 'Choose another file'}
        </Button>
      )}
    </FileButton>
    <Text size="sm" c="dimmed">
      or drop it here. CSV (any delimiter), NDJSON or Parquet; nothing is imported yet.
    </Text>
  </>
);
