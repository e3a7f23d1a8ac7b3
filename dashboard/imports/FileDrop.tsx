import { Alert, Button, FileButton, Progress, Text } from '@mantine/core';
import { type DragEvent, type ReactNode, useState } from 'react';
import { formatBytes } from '../format/numbers.js';
import { IconFileSpreadsheet } from '../ui/icons/outlined.js';
import { sendUpload } from './send-upload.js';
import type { Upload } from './use-import-draft.js';

const FORMATS = '.csv,.tsv,.txt,.ndjson,.jsonl,.parquet';
const FULL = 100;

/** Takes a file by choice or by drop and sends it. */
export function FileDrop({ onUploaded }: { readonly onUploaded: (upload: Upload) => void }) {
  const { send, sending, failure } = useSending(onUploaded);
  return (
    <DropZone onFile={send}>
      <IconFileSpreadsheet size={32} stroke={1.3} aria-hidden="true" />
      {sending ? <SendingProgress {...sending} /> : <FileChoice onFile={send} />}
      {failure && <Alert color="madder">{failure}</Alert>}
    </DropZone>
  );
}

interface Sending {
  readonly file: File;
  readonly fraction: number;
}

function useSending(onUploaded: (upload: Upload) => void) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const send = async (file: File | null | undefined) => {
    if (!file) return;
    setFailure(null);
    setSending({ file, fraction: 0 });
    try {
      onUploaded(await sendUpload(file, (fraction) => setSending({ file, fraction })));
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setSending(null);
    }
  };
  return { send, sending, failure };
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

const FileChoice = ({ onFile }: { readonly onFile: (file: File | null) => void }) => (
  <>
    <FileButton accept={FORMATS} onChange={onFile}>
      {(props) => <Button {...props}>Choose a file</Button>}
    </FileButton>
    <Text size="sm" c="dimmed">
      or drop it here. CSV (any delimiter), NDJSON or Parquet; nothing is imported yet.
    </Text>
  </>
);
