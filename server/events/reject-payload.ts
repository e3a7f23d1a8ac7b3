import { allows, type Viewer } from '../platform/index.js';
import { READ_INGESTION } from './event.js';

/** What says which event it is, and nothing of the visitor or the order. */
const NAMING_MEMBERS: readonly string[] = [
  'id',
  'messageId',
  'type',
  'event',
  'kind',
  'item',
  'timestamp',
  'originalTimestamp',
  'occurredAt',
];

/**
 * An event as it came, as JSON. A key that only sends events may stand in a public page: it sees which event it was, not
 * what visitors sent.
 */
export function rejectPayload(content: unknown, viewer: Viewer): string {
  if (allows(READ_INGESTION, viewer)) return JSON.stringify(content);
  if (typeof content !== 'object' || content === null) return 'null';
  return JSON.stringify(
    Object.fromEntries(Object.entries(content).filter(([name]) => NAMING_MEMBERS.includes(name))),
  );
}
