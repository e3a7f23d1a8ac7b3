import { createHash } from 'node:crypto';
import type { MappedRecord } from '../mapping/column-mapping.js';
import type { EventField } from './event-fields.js';

/** Those of the first version, for ever: with one more, a file that was imported before would be new, and count twice. */
const NAMING_FIELDS: ReadonlySet<string> = new Set<EventField>([
  'kind',
  'time',
  'visitor',
  'item',
  'store',
  'scenario',
  'list',
  'position',
  'quantity',
  'amount',
  'currency',
  'order',
  'id',
]);

/** The name of an event whose row has no id: the same for rows that say the same. */
export function contentName(record: MappedRecord<EventField>): string {
  const naming = Object.entries(record).filter(([field]) => NAMING_FIELDS.has(field));
  return createHash('sha256').update(JSON.stringify(naming.sort())).digest('hex');
}
