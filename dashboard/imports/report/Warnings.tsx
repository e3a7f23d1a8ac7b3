import { Alert, List } from '@mantine/core';
import { formatCount } from '../../format/numbers.js';
import { counted } from '../../format/words.js';
import { warningWords } from '../warning-words.js';
import type { ImportReport } from './import-report.js';

/** Rows that went in and look wrong; nothing if there are none. */
export function Warnings({ count, first }: ImportReport['warnings']) {
  if (count === 0) return null;
  return (
    <Alert color="ochre" title={`${counted(count, 'row')} to look at again`}>
      {first.length < count && `The first ${formatCount(first.length)}:`}
      <List size="sm">
        {first.map((warning) => (
          <List.Item key={warningWords(warning)}>{warningWords(warning)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
