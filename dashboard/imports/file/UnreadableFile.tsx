import { Button, Text } from '@mantine/core';
import { errorCode, errorWords } from '../../format/errors.js';
import { IconFileSpreadsheet } from '../../ui/icons/outlined.js';
import { UNREADABLE_TITLE } from './send-upload.js';

export interface UnreadableFileProps {
  readonly error: unknown;
  readonly onStartOver: () => void;
}

const GONE = 'The server keeps an uploaded file for a day, and no longer has this one. Choose it again.';

/** True for a fault of the file itself, which trying again does not mend. */
export const isFaultOfFile = (error: unknown): boolean =>
  errorCode(error) === 'INVALID_INPUT' || errorCode(error) === 'NOT_FOUND';

/** Says why the server cannot read a file, with the way out. */
export const UnreadableFile = ({ error, onStartOver }: UnreadableFileProps) => (
  <div className="notice" role="alert">
    <IconFileSpreadsheet size={28} stroke={1.4} aria-hidden="true" />
    <Text fw={600}>{errorCode(error) === 'NOT_FOUND' ? 'This file is gone' : UNREADABLE_TITLE}</Text>
    <Text c="dimmed" size="sm" maw="68ch">
      {errorCode(error) === 'NOT_FOUND' ? GONE : errorWords(error).hint}
    </Text>
    <Button variant="default" size="sm" mt="xs" onClick={onStartOver}>
      Choose another file
    </Button>
  </div>
);
