import { Alert, Button, FileButton, Progress, Text } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { formatBytes } from '../format/numbers.js';
import { IconFileSpreadsheet } from '../ui/icons/outlined.js';
import { sendUpload } from './send-upload.js';
import type { Upload } from './use-import-draft.js';

const FORMATS = '.csv,.tsv,.txt,.ndjson,.jsonl,.parquet';
const FULL = 100;

/** Takes a file by choice or by drop and sends it. */
export function FileDrop({ onUploaded }: { readonly onUploaded: (upload: Upload) => void }) {
  const [sending, setSending] = useState<{ file: File; fraction: number } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [over, setOver] = useState(false);

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
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    return send(event.dataTransfer.files[0]);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside
    <div
      className="file-drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileSpreadsheet size={32} stroke={1.3} aria-hidden="true" />
      {sending ? (
        <div className="file-drop-progress">
          <Text size="sm">
            Sending {sending.file.name}, {formatBytes(sending.file.size)}
          </Text>
          <Progress value={sending.fraction * FULL} mt={6} aria-label="Sending" />
        </div>
      ) : (
        <>
          <FileButton accept={FORMATS} onChange={send}>
            {(props) => <Button {...props}>Choose a file</Button>}
          </FileButton>
          <Text size="sm" c="dimmed">
            or drop it here. CSV (any delimiter), NDJSON or Parquet; nothing is imported yet.
          </Text>
        </>
      )}
      {failure && <Alert color="madder">{failure}</Alert>}
    </div>
  );
}
