import { Alert, List } from '@mantine/core';
import type { SampleRatioPartsFragment } from '../../../generated/graphql.js';
import { pValueWords } from '../answer/p-value-words.js';

const CAUSES = [
  'One arm redirects, loads slower or fails more often, so that its units are lost before they are counted.',
  'Bots or a filter take away units of one arm only.',
  'The assignment or the shares changed while the experiment ran.',
  'Events of one arm are recorded at another place, or later.',
];

/** Says that units did not come as planned, and what to do. */
export const SampleRatioAlert = ({ result }: { readonly result: SampleRatioPartsFragment }) => (
  <Alert
    color="madder"
    title="Sample ratio mismatch: do not read any effect yet"
    role="note"
    mb="md"
    maw="88ch"
  >
    {result.reason ??
      `The units did not come in the planned shares (${pValueWords(result.pValue)}), and what kept them away may change every result.`}{' '}
    Find the cause, mend it and start again:
    <List size="sm" mt={6}>
      {CAUSES.map((cause) => (
        <List.Item key={cause}>{cause}</List.Item>
      ))}
    </List>
  </Alert>
);
